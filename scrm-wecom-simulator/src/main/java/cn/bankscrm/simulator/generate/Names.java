package cn.bankscrm.simulator.generate;

import java.util.List;

/** Chinese names of people who do not exist. */
final class Names {
    private static final String SURNAMES =
            "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙史陶贺毛段郝顾龚邵万覃武钱戴严莫孔向常";
    private static final String GIVEN =
            "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建文志海云飞宇浩博思雨欣怡梓涵佳琪嘉豪俊晨阳若晓琳瑞雪梅兰竹菊春夏秋冬安康宁德义和信仁福禄祥瑜瑾彤萱妍婷慧洁颖蕾薇倩岚峰岩川松柏林森";
    private static final List<String> NICKNAMES =
            List.of("晨曦", "远山", "小满", "海阔天空", "静水流深", "一路向北", "开心果", "知足常乐", "云淡风轻", "阿福");

    private Names() {}

    static String person(Dice dice) {
        String name = surname(dice) + one(GIVEN, dice);
        return dice.chance(0.75) ? name + one(GIVEN, dice) : name;
    }

    /**
     * What a customer calls himself in WeChat; the simulator then knows no more than a nickname or a form of address.
     */
    static String inWeChat(String person, boolean male, Dice dice) {
        double kind = dice.fraction();
        if (kind < 0.55) {
            return person.charAt(0) + (male ? "先生" : "女士");
        }
        return kind < 0.8 ? person : dice.pick(NICKNAMES);
    }

    private static String surname(Dice dice) {
        // the list is by frequency: the front is taken more often
        double place = dice.fraction() * dice.fraction();
        return String.valueOf(SURNAMES.charAt((int) (place * SURNAMES.length())));
    }

    private static String one(String letters, Dice dice) {
        return String.valueOf(letters.charAt(dice.between(0, letters.length() - 1)));
    }
}
