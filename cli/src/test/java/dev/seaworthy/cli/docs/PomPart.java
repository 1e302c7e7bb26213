package dev.seaworthy.cli.docs;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** XML on a page is a part of a pom: it names what these sources make, in the version they have. */
final class PomPart {
    private static final String OURS = "dev.seaworthy";

    private PomPart() {}

    static void check(Path root, Block block) throws Exception {
        Document part;
        try {
            part = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(
                            new StringReader("<project>" + String.join("\n", block.lines()) + "</project>")));
        } catch (SAXException e) {
            throw block.wrong("this is no XML: " + e.getMessage());
        }
        String version = first("<artifactId>seaworthy</artifactId>\\s*<version>([^<]+)<", root.resolve("pom.xml"));
        TreeSet<String> made = new TreeSet<>();
        for (String module : Pages.modules(root)) {
            made.add("seaworthy-" + module);
        }
        String managed = Files.readString(root.resolve("bom/pom.xml"));
        NodeList dependencies = part.getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            String artifact = text(dependency, "artifactId");
            if (!text(dependency, "groupId").equals(OURS) || !made.contains(artifact)) {
                throw block.wrong("these sources make no " + text(dependency, "groupId") + ":" + artifact);
            }
            String asked = text(dependency, "version");
            if (asked.isEmpty() && !managed.contains("<artifactId>" + artifact + "</artifactId>")) {
                throw block.wrong(artifact + " has no version here, and bom/pom.xml gives it none");
            }
            if (!asked.isEmpty() && !asked.equals(version)) {
                throw block.wrong(artifact + " has the version " + version + ", not " + asked);
            }
        }
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    private static String first(String pattern, Path file) throws Exception {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map((MatchResult match) -> match.group(1))
                .findFirst()
                .orElseThrow();
    }
}
