package cn.bankscrm.web.content;

import cn.bankscrm.engagement.content.Manuscript;
import java.util.ArrayList;
import java.util.List;

/**
 * What changed from one version to the next, line by line; within a line that was mended, what was mended.
 *
 * @param lines in the order of the newer version; unchanged ones too
 */
record VersionDifference(List<Line> lines) {

    /** Longer texts are told as taken out and put in: nobody reads them side by side. */
    private static final long MOST_CELLS = 4_000_000;

    VersionDifference {
        lines = List.copyOf(lines);
    }

    /** What became of a line. */
    enum Kind {
        SAME,
        REMOVED,
        ADDED
    }

    /**
     * A line, or one side of a mended one.
     *
     * @param before what stands before the mended part, unchanged
     * @param part what was removed or added
     */
    record Line(Kind kind, String before, String part, String after) {

        static Line whole(Kind kind, String text) {
            return kind == Kind.SAME ? new Line(kind, text, "", "") : new Line(kind, "", text, "");
        }
    }

    public boolean isEmpty() {
        return lines.stream().allMatch(line -> line.kind() == Kind.SAME);
    }

    static VersionDifference of(Manuscript former, Manuscript newer) {
        return of(text(former), text(newer));
    }

    private static String text(Manuscript manuscript) {
        List<String> texts = new ArrayList<>(List.of(manuscript.title(), manuscript.message()));
        texts.addAll(manuscript.variants());
        texts.add(manuscript.body());
        manuscript.target().ifPresent(texts::add);
        manuscript.interest().ifPresent(texts::add);
        texts.add(manuscript.validFrom() + " – "
                + manuscript.validTo().map(Object::toString).orElse(""));
        return String.join("\n", texts.stream().filter(text -> !text.isEmpty()).toList());
    }

    static VersionDifference of(String former, String newer) {
        List<String> old = former.lines().toList();
        List<String> now = newer.lines().toList();
        int[][] common =
                (long) (old.size() + 1) * (now.size() + 1) > MOST_CELLS ? new int[old.size() + 1][0] : common(old, now);
        List<Line> lines = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        List<String> added = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            boolean counted = common[0].length > 0;
            if (counted && i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                flush(removed, added, lines);
                lines.add(Line.whole(Kind.SAME, old.get(i++)));
                j++;
            } else if (j == now.size() || (i < old.size() && (!counted || common[i + 1][j] >= common[i][j + 1]))) {
                removed.add(old.get(i++));
            } else {
                added.add(now.get(j++));
            }
        }
        flush(removed, added, lines);
        return new VersionDifference(lines);
    }

    /** The length of the longest common rest of lines, from each place on. */
    private static int[][] common(List<String> old, List<String> now) {
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    /** As many removed as added, one after the other: these are mended lines. */
    private static void flush(List<String> removed, List<String> added, List<Line> lines) {
        int mended = Math.min(removed.size(), added.size());
        for (int i = 0; i < mended; i++) {
            String old = removed.get(i);
            String now = added.get(i);
            int head = 0;
            while (head < Math.min(old.length(), now.length()) && old.charAt(head) == now.charAt(head)) {
                head++;
            }
            int tail = 0;
            while (tail < Math.min(old.length(), now.length()) - head
                    && old.charAt(old.length() - 1 - tail) == now.charAt(now.length() - 1 - tail)) {
                tail++;
            }
            lines.add(cut(Kind.REMOVED, old, head, tail));
            lines.add(cut(Kind.ADDED, now, head, tail));
        }
        removed.stream().skip(mended).forEach(text -> lines.add(Line.whole(Kind.REMOVED, text)));
        added.stream().skip(mended).forEach(text -> lines.add(Line.whole(Kind.ADDED, text)));
        removed.clear();
        added.clear();
    }

    private static Line cut(Kind kind, String text, int head, int tail) {
        return new Line(
                kind,
                text.substring(0, head),
                text.substring(head, text.length() - tail),
                text.substring(text.length() - tail));
    }
}
