package dev.seaworthy.checker.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** Fills texts into a page. Stateless. */
public final class PageTemplate {
    private PageTemplate() {}

    /** The text of a resource that lies beside a class. */
    public static String resource(Class<?> neighbour, String name) {
        try (InputStream in = neighbour.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /**
     * The template with each {@code {{name}}} replaced by the part of that name. What is filled in is not looked at
     * again.
     *
     * @throws IllegalArgumentException if there is no such part
     */
    public static String fill(String template, Map<String, String> parts) {
        StringBuilder page = new StringBuilder();
        int at = 0;
        int open = template.indexOf("{{");
        while (open >= 0) {
            int close = template.indexOf("}}", open);
            String name = template.substring(open + 2, close);
            String part = parts.get(name);
            if (part == null) {
                throw new IllegalArgumentException("the page asks for " + name);
            }
            page.append(template, at, open).append(part);
            at = close + 2;
            open = template.indexOf("{{", at);
        }
        return page.append(template, at, template.length()).toString();
    }

    /** The text as it may stand in HTML, between tags or in a quoted attribute. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c < ' ' && c != '\n' && c != '\t' ? '\ufffd' : c);
            }
        }
        return escaped.toString();
    }

    /** By what a page's policy knows an element of exactly this text. */
    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
