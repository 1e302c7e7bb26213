package dev.seaworthy.checker.explain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium with one page, driven over its DevTools protocol. */
public final class Browser implements AutoCloseable {
    private static final int SECONDS_MAX = 40;
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final Pattern SESSION = Pattern.compile("\"sessionId\":\"([^\"]+)\"");
    private static final Pattern TARGET = Pattern.compile("\"targetId\":\"([^\"]+)\"");
    private static final Pattern VALUE = Pattern.compile("\"value\":\"((?:[^\"\\\\]++|\\\\.)*+)\"");
    private static final Pattern BASE64 = Pattern.compile("\"data\":\"([^\"]+)\"");

    private final Process process;
    private final Path profile;
    private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
    private final List<String> complaints = new ArrayList<>();
    private final WebSocket socket;
    private String session = "";
    private int lastId;

    private Browser(Process process, Path profile, URI address) {
        this.process = process;
        this.profile = profile;
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Listener(replies))
                .join();
    }

    /** The program, if this machine has it. */
    public static Optional<Path> program() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(java.io.File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Opens a page of this many pixels. */
    public static Browser open(Path program, Path page, int width, int height, boolean dark) throws Exception {
        Path profile = Files.createTempDirectory("chromium");
        ProcessBuilder command = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "--window-size=" + width + "," + height,
                        "about:blank")
                .redirectErrorStream(true);
        // So that what it leaves there goes with the profile.
        command.environment().put("TMPDIR", profile.toString());
        Process process = command.start();
        Browser browser = new Browser(process, profile, address(process));
        browser.attach();
        String scheme = dark ? "dark" : "light";
        browser.call(
                "Emulation.setEmulatedMedia",
                "\"media\":\"screen\",\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + scheme + "\"}]");
        browser.call("Page.navigate", "\"url\":\"" + page.toUri() + "\"");
        while (!browser.evaluate("location.protocol + document.readyState").equals("file:complete")) {
            Thread.onSpinWait();
        }
        return browser;
    }

    private static URI address(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}));
                drain.setDaemon(true);
                drain.start();
                return URI.create(matcher.group(1));
            }
        }
        throw new IOException("the browser ended before it listened");
    }

    private void attach() throws Exception {
        String target = group(TARGET, call("Target.createTarget", "\"url\":\"about:blank\""));
        String attached = call("Target.attachToTarget", "\"flatten\":true,\"targetId\":\"" + target + "\"");
        session = group(SESSION, attached);
        call("Runtime.enable", "");
        call("Log.enable", "");
        call("Page.enable", "");
        call("Network.enable", "");
    }

    /** The value of an expression, as text. */
    public String evaluate(String expression) throws Exception {
        String escaped = new JsonText().value("String(" + expression + ")").toString();
        String reply = call("Runtime.evaluate", "\"expression\":" + escaped);
        if (reply.contains("\"exceptionDetails\"")) {
            throw new IllegalStateException(expression + " gave " + reply);
        }
        return group(VALUE, reply).replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\");
    }

    /** Presses and releases a key of this name, as in {@code ArrowRight} or {@code e}. */
    public void press(String key) throws Exception {
        String text = key.length() == 1 ? ",\"text\":\"" + key + '"' : "";
        call("Input.dispatchKeyEvent", "\"type\":\"keyDown\",\"key\":\"" + key + '"' + text);
        call("Input.dispatchKeyEvent", "\"type\":\"keyUp\",\"key\":\"" + key + '"');
    }

    /** Moves the mouse to the middle of what a selector finds, and clicks there. */
    public void click(String selector) throws Exception {
        mouse(selector, "mouseMoved", 0);
        mouse(selector, "mousePressed", 1);
        mouse(selector, "mouseReleased", 1);
    }

    /** Moves the mouse to the middle of what a selector finds. */
    public void hover(String selector) throws Exception {
        mouse(selector, "mouseMoved", 0);
    }

    /** Clicks at a point, in pixels from the upper left corner of what a selector finds. */
    public void clickAt(String selector, int x, int y) throws Exception {
        String box = "document.querySelector('" + selector + "').getBoundingClientRect()";
        String left = evaluate("Math.round(" + box + ".x + " + x + ")");
        String top = evaluate("Math.round(" + box + ".y + " + y + ")");
        for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
            String button = type.equals("mouseMoved") ? "" : ",\"button\":\"left\",\"clickCount\":1";
            call("Input.dispatchMouseEvent", "\"type\":\"" + type + "\",\"x\":" + left + ",\"y\":" + top + button);
        }
    }

    private void mouse(String selector, String type, int clicks) throws Exception {
        String box = "document.querySelector('" + selector + "').getBoundingClientRect()";
        String x = evaluate("Math.round(" + box + ".x + " + box + ".width / 2)");
        String y = evaluate("Math.round(" + box + ".y + " + box + ".height / 2)");
        String button = clicks > 0 ? ",\"button\":\"left\",\"clickCount\":1" : "";
        call("Input.dispatchMouseEvent", "\"type\":\"" + type + "\",\"x\":" + x + ",\"y\":" + y + button);
    }

    /** Waits until the browser has drawn what was asked of it so far. */
    public void settle() throws Exception {
        String promise = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done('drawn'))))";
        String reply = call("Runtime.evaluate", "\"awaitPromise\":true,\"expression\":\"" + promise + '"');
        group(VALUE, reply);
    }

    /** What is to be seen, as PNG. */
    public byte[] screenshot() throws Exception {
        settle();
        return Base64.getDecoder().decode(group(BASE64, call("Page.captureScreenshot", "\"format\":\"png\"")));
    }

    /** What the page complained about so far: errors, warnings, refused loads; and what it asked the network for. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    private String call(String method, String parameters) throws Exception {
        int id = ++lastId;
        String in = session.isEmpty() ? "" : ",\"sessionId\":\"" + session + '"';
        socket.sendText("{\"id\":" + id + in + ",\"method\":\"" + method + "\",\"params\":{" + parameters + "}}", true)
                .join();
        while (true) {
            String reply = replies.poll(SECONDS_MAX, TimeUnit.SECONDS);
            if (reply == null) {
                throw new IOException("no answer to " + method + " in " + SECONDS_MAX + " s");
            }
            if (reply.startsWith("{\"id\":" + id + ',')) {
                if (reply.contains("\"error\":{")) {
                    throw new IOException(method + ": " + reply);
                }
                return reply;
            }
            remember(reply);
        }
    }

    private void remember(String event) {
        boolean isComplaint = event.contains("\"method\":\"Runtime.exceptionThrown\"")
                || event.contains("\"method\":\"Log.entryAdded\"")
                || event.contains("\"method\":\"Runtime.consoleAPICalled\"")
                || event.contains("\"method\":\"Page.javascriptDialogOpening\"")
                || event.contains("\"method\":\"Network.requestWillBeSent\"") && !event.contains("\"url\":\"file:");
        if (isComplaint) {
            complaints.add(event);
        }
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        // Not until its children are gone, too: whoever inherits them may take seconds to notice that they have ended.
        long begun = System.nanoTime();
        while (true) {
            try {
                deleteProfile();
                return;
            } catch (IOException | UncheckedIOException stillWritten) {
                if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(SECONDS_MAX)) {
                    throw stillWritten;
                }
            }
        }
    }

    private void deleteProfile() throws IOException {
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<String> messages;
        private final StringBuilder partial = new StringBuilder();

        Listener(BlockingQueue<String> messages) {
            this.messages = messages;
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                messages.add(partial.toString());
                partial.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
