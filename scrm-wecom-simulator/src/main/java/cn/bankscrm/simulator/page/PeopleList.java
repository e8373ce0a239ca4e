package cn.bankscrm.simulator.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A search box and a short list to pick one from, for lists far too long to show. */
final class PeopleList<T> {
    private static final int SHOWN = 6;

    private final String path;
    private final Function<T, String> id;
    private final Function<T, String> label;

    PeopleList(String path, Function<T, String> id, Function<T, String> label) {
        this.path = path;
        this.id = id;
        this.label = label;
    }

    /**
     * Draws it.
     *
     * @param query what the address carries already; {@code pick} is set on top of it by a link
     * @param search the name of the search box
     */
    String html(List<T> all, Map<String, String> query, String search, String pick) {
        String wanted = query.getOrDefault(search, "").strip();
        Map<String, String> others = new LinkedHashMap<>(query);
        others.remove(search);
        List<T> found = all.stream()
                .filter(one ->
                        id.apply(one).contains(wanted) || label.apply(one).contains(wanted))
                .limit(SHOWN)
                .toList();
        StringBuilder html =
                new StringBuilder("""
                <form class="search" method="get" action="%s">%s
                <input type="search" name="%s" value="%s" placeholder="姓名或编号" aria-label="姓名或编号"><button>查找</button>
                </form><ul class="pick">""".formatted(Html.text(path), Html.hidden(others), search, Html.text(wanted)));
        for (T one : found) {
            Map<String, String> target = new LinkedHashMap<>(query);
            target.put(pick, id.apply(one));
            html.append("<li>")
                    .append(Html.link(path, target, label.apply(one)))
                    .append("</li>");
        }
        return html.append(found.isEmpty() ? "<li>没有找到</li></ul>" : "</ul>").toString();
    }
}
