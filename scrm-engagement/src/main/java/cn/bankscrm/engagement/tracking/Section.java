package cn.bankscrm.engagement.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a page, by its heading: a step that readers reach, or do not.
 *
 * @param number from 0, in the order of the page
 * @param percent of the page's text that lies before it
 */
public record Section(int number, String title, int percent) {

    /** As many are followed; pages have fewer. */
    static final int MOST = 30;

    private static final Pattern HEADING = Pattern.compile("(?s)<h([2-6])>(.*?)</h\\1>");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    /** @param html as {@code Body.toHtml} writes it */
    static List<Section> of(String html) {
        int all = Math.max(1, text(html).length());
        List<Section> sections = new ArrayList<>();
        Matcher heading = HEADING.matcher(html);
        while (heading.find() && sections.size() < MOST) {
            int before = text(html.substring(0, heading.start())).length();
            sections.add(new Section(sections.size(), text(heading.group(2)).strip(), (int) (100L * before / all)));
        }
        return List.copyOf(sections);
    }

    private static String text(String html) {
        return TAG.matcher(html)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
