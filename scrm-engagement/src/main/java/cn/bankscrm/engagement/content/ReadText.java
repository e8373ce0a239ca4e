package cn.bankscrm.engagement.content;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;

/**
 * What customers read of a body, without its markup, so that a word is the same word whether half of it is bold; and
 * where in the source each character comes from.
 */
public final class ReadText {

    private final String text;
    private final int[] starts;
    private final int[] ends;

    private ReadText(Builder builder) {
        this.text = builder.text.toString();
        this.starts = Arrays.copyOf(builder.starts, text.length());
        this.ends = Arrays.copyOf(builder.ends, text.length());
    }

    static ReadText of(Node document, String source) {
        Builder builder = new Builder(source.length());
        document.accept(builder);
        return new ReadText(builder);
    }

    public String text() {
        return text;
    }

    /** Where in the source the characters from {@code start} (inclusive) to {@code end} (exclusive) begin. */
    public int sourceStart(int start, int end) {
        int earliest = Integer.MAX_VALUE;
        for (int i = start; i < end; i++) {
            earliest = Math.min(earliest, starts[i]);
        }
        return earliest == Integer.MAX_VALUE ? 0 : earliest;
    }

    /** Behind where in the source they end. */
    public int sourceEnd(int start, int end) {
        int latest = 0;
        for (int i = start; i < end; i++) {
            latest = Math.max(latest, ends[i]);
        }
        return latest;
    }

    private static final class Builder extends AbstractVisitor {

        private final StringBuilder text = new StringBuilder();
        private final int sourceLength;
        private int[] starts;
        private int[] ends;
        private int last;

        Builder(int sourceLength) {
            this.sourceLength = sourceLength;
            this.starts = new int[sourceLength + 16];
            this.ends = new int[sourceLength + 16];
        }

        @Override
        public void visit(Paragraph paragraph) {
            visitChildren(paragraph);
            line();
        }

        @Override
        public void visit(Heading heading) {
            visitChildren(heading);
            line();
        }

        @Override
        public void visit(SoftLineBreak softLineBreak) {
            line();
        }

        @Override
        public void visit(HardLineBreak hardLineBreak) {
            line();
        }

        @Override
        public void visit(Text node) {
            add(node.getLiteral(), node.getSourceSpans());
        }

        @Override
        public void visit(Code code) {
            add(code.getLiteral(), code.getSourceSpans());
        }

        @Override
        public void visit(HtmlInline htmlInline) {
            add(htmlInline.getLiteral(), htmlInline.getSourceSpans());
        }

        private void line() {
            add("\n", List.of(SourceSpan.of(0, 0, Math.min(last, sourceLength), 0)));
        }

        /** One to one where source and text are equally long; else, as behind an entity, each stands for the whole. */
        private void add(String literal, List<SourceSpan> spans) {
            int[] places = spans.stream()
                    .flatMapToInt(
                            span -> IntStream.range(span.getInputIndex(), span.getInputIndex() + span.getLength()))
                    .toArray();
            int from = spans.isEmpty() ? last : spans.getFirst().getInputIndex();
            int to = spans.isEmpty()
                    ? last
                    : spans.getLast().getInputIndex() + spans.getLast().getLength();
            grow(text.length() + literal.length());
            for (int i = 0; i < literal.length(); i++) {
                boolean exact = places.length == literal.length();
                starts[text.length() + i] = exact ? places[i] : from;
                ends[text.length() + i] = exact ? places[i] + 1 : to;
            }
            text.append(literal);
            last = to;
        }

        private void grow(int length) {
            if (length > starts.length) {
                starts = Arrays.copyOf(starts, length * 2);
                ends = Arrays.copyOf(ends, length * 2);
            }
        }
    }
}
