package cn.bankscrm.simulator.generate;

import cn.bankscrm.simulator.data.FriendNotes;
import cn.bankscrm.simulator.data.FriendRecord;
import cn.bankscrm.simulator.data.TagRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the corp's tags and puts them on friends as managers do: the grade mostly by the customer's assets, interests
 * by what was talked about, the stage by how long they know each other. Many friends have none.
 */
final class Tagging {
    private static final String CONSOLE = "";
    private static final String APP = "customer";
    private static final double TAGGED = 0.4;
    private static final int NEW_FOR_DAYS = 60;

    private static final List<String> INTERESTS = List.of("理财", "存款", "基金", "保险", "贵金属", "信用卡", "房贷");
    private static final List<String> MANNERS = List.of("电话联系", "微信联系", "到网点面谈");

    private final Dice dice;
    private final LocalDate today;
    private final long made;
    private final List<TagRecord> tags = new ArrayList<>();

    Tagging(BankPlan plan) {
        this.dice = new Dice(plan.seed(), "tags");
        this.today = plan.today();
        this.made = today.minusDays(400).atStartOfDay(History.SHANGHAI).toEpochSecond();
        if (!plan.isLarge()) {
            return;
        }
        group("客户等级", APP, List.of("私行客户", "财富客户", "贵宾客户", "普通客户"));
        group("兴趣", APP, INTERESTS);
        group("生命周期", APP, List.of("新客户", "成长期", "成熟期", "待唤醒", "流失预警"));
        // made by hand in the console: the platform may put them on, but not rename them
        group("沟通偏好", CONSOLE, MANNERS);
    }

    List<TagRecord> tags() {
        return tags;
    }

    /** The links with tags on some of them, each in its place. */
    List<FriendRecord> on(List<FriendRecord> links, Map<String, Customer> customers) {
        return tags.isEmpty()
                ? links
                : links.stream().map(link -> tagged(link, customers)).toList();
    }

    private FriendRecord tagged(FriendRecord link, Map<String, Customer> customers) {
        if (!dice.chance(TAGGED)) {
            return link;
        }
        Set<String> names = new LinkedHashSet<>();
        Customer customer = customers.get(link.externalUserid());
        if (dice.chance(0.8)) {
            names.add(customer == null || dice.chance(0.1) ? "普通客户" : grade(customer.tier()));
        }
        for (int interests = dice.between(0, 2); interests > 0; interests--) {
            names.add(dice.pick(INTERESTS));
        }
        if (dice.chance(0.5)) {
            names.add(stage(link));
        }
        if (dice.chance(0.15)) {
            names.add(dice.pick(MANNERS));
        }
        return names.isEmpty() ? link : link.with(FriendNotes.NONE.withTags(ids(names)));
    }

    private static String grade(String tier) {
        return switch (tier) {
            case "私行" -> "私行客户";
            case "财富" -> "财富客户";
            case "贵宾" -> "贵宾客户";
            default -> "普通客户";
        };
    }

    private String stage(FriendRecord link) {
        long fresh =
                today.minusDays(NEW_FOR_DAYS).atStartOfDay(History.SHANGHAI).toEpochSecond();
        if (link.createtime() >= fresh) {
            return "新客户";
        }
        double place = dice.fraction();
        if (place < 0.35) {
            return "成长期";
        }
        if (place < 0.75) {
            return "成熟期";
        }
        return place < 0.92 ? "待唤醒" : "流失预警";
    }

    private Set<String> ids(Set<String> names) {
        Set<String> ids = new LinkedHashSet<>();
        tags.stream().filter(tag -> names.contains(tag.name())).forEach(tag -> ids.add(tag.id()));
        return ids;
    }

    private void group(String name, String owner, List<String> members) {
        String group = "etG%012d".formatted(tags.size() + 1);
        for (String member : members) {
            tags.add(new TagRecord("etT%012d".formatted(tags.size() + 1), group, name, member, owner, made));
        }
    }
}
