package cn.bankscrm.engagement.content;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.UrlSanitizer;

/**
 * The body of a piece of content: CommonMark without HTML and code. It may link to https addresses, and show or link
 * files of the content library, written {@code file:} with the file's SHA-256 in hex. Nothing else is fetched from
 * anywhere, so no third party learns who reads.
 */
public final class Body {

    /** What stands before a file's digest where a body refers to it. */
    public static final String FILE = "file:";

    private static final Pattern FILE_LINK = Pattern.compile("file:([0-9a-f]{64})");

    /** Nobody writes so deep; whoever does gets the text as it was typed. */
    private static final int DEEPEST = 24;

    private static final Parser PARSER = Parser.builder()
            .enabledBlockTypes(Set.of(Heading.class, ListBlock.class, BlockQuote.class, ThematicBreak.class))
            .maxOpenBlockParsers(DEEPEST)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .urlSanitizer(new SettledAddresses())
            .percentEncodeUrls(true)
            .softbreak("<br>\n")
            .attributeProviderFactory(context -> Body::attributes)
            .build();

    private Body() {}

    /**
     * The body as part of a page that has the title as its only heading of the first rank.
     *
     * @param files the address at which a file is shown, from its SHA-256 in hex; https or absolute on this host
     * @return safe HTML, which needs no escaping
     */
    public static String toHtml(String markdown, UnaryOperator<String> files) {
        Node document = parse(markdown);
        document.accept(new Settling(files));
        return RENDERER.render(document);
    }

    /** What customers read of it, with where in the source it stands. */
    public static ReadText read(String markdown) {
        return ReadText.of(parse(markdown), markdown);
    }

    /** The files that it refers to, SHA-256 in hex. */
    public static Set<String> files(String markdown) {
        return FILE_LINK
                .matcher(markdown)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Node parse(String markdown) {
        if (nestsTooDeep(markdown)) {
            return plain(markdown);
        }
        return PARSER.parse(markdown);
    }

    /** Every level of emphasis or link needs a mark that opens it and one that closes it, in one paragraph. */
    private static boolean nestsTooDeep(String markdown) {
        int marks = 0;
        for (int i = 0; i < markdown.length(); i++) {
            switch (markdown.charAt(i)) {
                case '*', '_', '[', ']', '!' -> marks++;
                case '\n' -> marks = i + 1 < markdown.length() && markdown.charAt(i + 1) == '\n' ? 0 : marks;
                default -> {}
            }
            if (marks > 1_000) {
                return true;
            }
        }
        return false;
    }

    private static Node plain(String markdown) {
        Node document = new Document();
        Paragraph paragraph = new Paragraph();
        Text text = new Text(markdown);
        text.setSourceSpans(List.of(SourceSpan.of(0, 0, 0, markdown.length())));
        paragraph.appendChild(text);
        document.appendChild(paragraph);
        return document;
    }

    private static void attributes(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof Link) {
            attributes.put("rel", "noopener noreferrer nofollow");
        }
        if (node instanceof Image) {
            attributes.put("loading", "lazy");
        }
    }

    /** Gives files their address, takes out what is not allowed, and makes room for the title. */
    private static final class Settling extends AbstractVisitor {

        private final UnaryOperator<String> files;

        Settling(UnaryOperator<String> files) {
            this.files = files;
        }

        @Override
        public void visit(Heading heading) {
            heading.setLevel(Math.min(6, heading.getLevel() + 1));
            visitChildren(heading);
        }

        @Override
        public void visit(Link link) {
            visitChildren(link);
            var file = FILE_LINK.matcher(link.getDestination());
            if (file.matches()) {
                link.setDestination(files.apply(file.group(1)));
            } else if (!isSecure(link.getDestination())) {
                giveWayToChildren(link);
            }
            link.setTitle(null);
        }

        @Override
        public void visit(Image image) {
            var file = FILE_LINK.matcher(image.getDestination());
            if (file.matches()) {
                image.setDestination(files.apply(file.group(1)));
                image.setTitle(null);
            } else {
                visitChildren(image);
                giveWayToChildren(image);
            }
        }

        private static boolean isSecure(String address) {
            return address.toLowerCase(Locale.ROOT).startsWith("https://");
        }

        private static void giveWayToChildren(Node node) {
            Node child = node.getFirstChild();
            while (child != null) {
                Node following = child.getNext();
                node.insertBefore(child);
                child = following;
            }
            node.unlink();
        }
    }

    /** The second look at addresses, at the moment of writing them. */
    private static final class SettledAddresses implements UrlSanitizer {

        @Override
        public String sanitizeLinkUrl(String url) {
            boolean own = url.startsWith("/") && !url.startsWith("//") && !url.startsWith("/\\");
            return own || Settling.isSecure(url) ? url : "";
        }

        @Override
        public String sanitizeImageUrl(String url) {
            return sanitizeLinkUrl(url);
        }
    }
}
