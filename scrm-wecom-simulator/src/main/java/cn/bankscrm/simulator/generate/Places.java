package cn.bankscrm.simulator.generate;

import java.util.List;

/** Cities with a branch, their districts with a sub-branch, and streets with an outlet. */
final class Places {
    /** A city; the province is a code of GB/T 2260. */
    record City(String name, String province, List<String> districts, List<String> streets) {}

    static final String HEAD_OFFICE_PROVINCE = "330000";

    static final List<City> CITIES = List.of(
            new City(
                    "杭州",
                    "330000",
                    List.of("西湖", "滨江", "余杭", "拱墅", "萧山"),
                    List.of("文三路", "古荡", "长河", "未来科技城", "武林门", "市心路", "良渚", "转塘")),
            new City(
                    "长沙",
                    "430000",
                    List.of("岳麓", "芙蓉", "雨花", "开福", "天心"),
                    List.of("五一广场", "梅溪湖", "东塘", "四方坪", "左家塘", "伍家岭", "圭塘", "望城坡")),
            new City(
                    "成都",
                    "510000",
                    List.of("锦江", "青羊", "武侯", "高新", "双流"),
                    List.of("春熙路", "宽窄巷子", "桐梓林", "天府三街", "红牌楼", "东升", "盐市口", "草堂")),
            new City(
                    "南京",
                    "320000",
                    List.of("鼓楼", "玄武", "建邺", "江宁", "栖霞"),
                    List.of("新街口", "珠江路", "奥体", "百家湖", "仙林", "湖南路", "夫子庙", "东山")),
            new City(
                    "广州",
                    "440000",
                    List.of("天河", "越秀", "番禺", "海珠", "白云"),
                    List.of("体育西路", "北京路", "市桥", "江南西", "珠江新城", "东山口", "三元里", "大石")),
            new City(
                    "武汉",
                    "420000",
                    List.of("江汉", "武昌", "洪山", "汉阳", "江岸"),
                    List.of("王家湾", "光谷", "徐东", "汉口北", "积玉桥", "街道口", "台北路", "钟家村")),
            new City(
                    "西安",
                    "610000",
                    List.of("雁塔", "碑林", "未央", "莲湖", "长安"),
                    List.of("小寨", "钟楼", "凤城五路", "高新路", "大雁塔", "曲江", "土门", "韦曲")),
            new City(
                    "济南",
                    "370000",
                    List.of("历下", "市中", "槐荫", "历城", "天桥"),
                    List.of("泉城路", "经十路", "燕山", "洪家楼", "大观园", "段店", "奥体西路", "北园")));

    private Places() {}
}
