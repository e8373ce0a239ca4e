package cn.bankscrm.core.realname;

import java.util.List;

/**
 * A version of the text to which customers agree.
 *
 * @param version as consents name it
 * @param body paragraphs parted by blank lines; a paragraph of two lines begins with its heading
 */
public record ConsentText(String version, String title, String body) {

    /** A paragraph: its heading, and what stands under it. */
    public record Part(String heading, String text) {}

    public List<Part> parts() {
        return body.strip().transform(text -> List.of(text.split("\\n\\s*\\n"))).stream()
                .map(paragraph -> paragraph.split("\\n", 2))
                .map(lines -> lines.length == 2 ? new Part(lines[0], lines[1]) : new Part("", lines[0]))
                .toList();
    }
}
