package cn.bankscrm.simulator.page;

import cn.bankscrm.simulator.world.CorpTags;
import cn.bankscrm.simulator.world.FriendLink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tags on a friend, each with a button that puts it on or takes it off, and the corp's tags to be changed. */
final class TagPanel {
    private final CorpTags tags;

    TagPanel(CorpTags tags) {
        this.tags = tags;
    }

    /** What the member may do with tags on this friend; a tag that is on is pressed. */
    String ofFriend(FriendLink link, Map<String, String> who) {
        Set<String> worn = link.notes().tagIds();
        StringBuilder html = new StringBuilder("<div id=\"tags\"><h3>员工给客户打标签</h3>");
        for (CorpTags.Group group : tags.groups()) {
            html.append("<div class=\"group\"><span class=\"name\">")
                    .append(Html.text(group.name()))
                    .append("</span>");
            for (CorpTags.Tag tag : tags.tagsOf(group.id())) {
                html.append(toggle(tag, worn.contains(tag.id()), who));
            }
            html.append("</div>");
        }
        return html.append(tags.groups().isEmpty() ? "<p>还没有企业标签，可在下面新建。</p></div>" : "</div>")
                .toString();
    }

    private static String toggle(CorpTags.Tag tag, boolean on, Map<String, String> who) {
        Map<String, String> fields = new LinkedHashMap<>(who);
        fields.put("tag", tag.id());
        return """
                <form method="post" action="/sim/page/%s">%s<button class="tag" aria-pressed="%s">%s%s</button></form>""".formatted(on ? "untag" : "tag", Html.hidden(fields), on, on ? "✓ " : "", Html.text(tag.name()));
    }

    /** The console's list: rename, delete, and a new one. */
    String ofCorp(Map<String, String> who) {
        StringBuilder html = new StringBuilder("<section id=\"corp-tags\"><h2>企业标签（扮演管理员）</h2>");
        html.append(newTag(who));
        for (CorpTags.Group group : tags.groups()) {
            List<CorpTags.Tag> members = tags.tagsOf(group.id());
            html.append("<details><summary>%s（%d）</summary>".formatted(Html.text(group.name()), members.size()));
            members.forEach(tag -> html.append(row(tag, who)));
            html.append("</details>");
        }
        return html.append("</section>").toString();
    }

    private static String row(CorpTags.Tag tag, Map<String, String> who) {
        Map<String, String> fields = new LinkedHashMap<>(who);
        fields.put("tag", tag.id());
        String name = Html.text(tag.name());
        return """
                <div class="corp-tag"><form method="post" action="/sim/page/rename-tag">%1$s
                <input name="name" value="%2$s" maxlength="30" required aria-label="%2$s 的新名称"><button>改名</button></form>
                <form method="post" action="/sim/page/delete-tag">%1$s<button class="danger" aria-label="删除 %2$s">删除</button></form></div>
                """.formatted(Html.hidden(fields), name);
    }

    private String newTag(Map<String, String> who) {
        StringBuilder known = new StringBuilder();
        tags.groups().stream()
                .filter(group -> group.strategy() == 0)
                .forEach(group -> known.append("<option value=\"")
                        .append(Html.text(group.name()))
                        .append("\">"));
        return """
                <form method="post" action="/sim/page/new-tag">%s
                <input name="group" list="tag-groups" placeholder="标签组" aria-label="标签组" maxlength="30" required>
                <datalist id="tag-groups">%s</datalist>
                <input name="name" placeholder="新标签" aria-label="新标签" maxlength="30" required>
                <button id="new-tag">新建</button></form>
                """.formatted(Html.hidden(who), known);
    }
}
