package cn.bankscrm.bench;

import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.Lexicon;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Occasion;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.Screener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Chat lines and a lexicon, the same in every run. A third of what the lines say are sentences of customer managers,
 * the rest words as often as they are written in Chinese. The lexicon are words of the same list, of two to six
 * characters; none occurs in a line before it is put there.
 */
final class ScreeningCorpus {

    private static final List<String> SAID = List.of(
            "您好,我是您的客户经理小王,今天给您汇报一下账户的情况",
            "您上个月买的那只产品明天到期,请留意短信通知",
            "本周六上午网点有一场养老金的讲座,您有空可以过来听听",
            "最近市场波动比较大,建议您先观望一下再决定",
            "基金净值昨天下跌了0.6%,不过长期来看问题不大",
            "这边帮您查过了,转账已经到账,麻烦您核对",
            "大额存单三年期还有少量额度,需要提前预约",
            "身份证快要到期了,记得来网点更新一下信息",
            "手机银行新版本上线了,登录以后首页可以看到资产总览",
            "您问的那笔手续费已经退回到原来的卡里了",
            "社保卡做好了,带上本人证件就可以来领",
            "孩子的教育金要早一点规划,我把几个方案发您看看",
            "收到,谢谢您",
            "好的,没问题",
            "在的,您说",
            "不客气,应该的",
            "周末愉快😊",
            "早上好☀️",
            "公司账户的网银盾需要法人本人来办理",
            "代发工资的客户可以享受异地转账免手续费",
            "理财产品有风险,投资需谨慎,请您仔细阅读说明书",
            "您的风险测评已经过期,需要重新做一下,大概五分钟",
            "房贷利率的调整从明年一月一日起生效,不用您来办手续",
            "信用卡积分可以兑换航空里程,到年底前有效",
            "我们行里新开了社区支行,就在地铁站B口对面",
            "APP上点“我的-账单”就能看到明细",
            "保险的犹豫期是十五天,这期间可以随时退保",
            "今天外汇牌价美元买入7.12,卖出7.15",
            "您放心,资料我们都会妥善保管",
            "那我先帮您登记,稍后柜台的同事会给您回电话");

    private final ChineseWords vocabulary = new ChineseWords();
    private final List<LexiconEntry> entries = new ArrayList<>();
    private final List<String> words;
    private final int count;

    ScreeningCorpus(int size, int count) {
        this.count = count;
        this.words = words(size);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            LexiconEntry entry = new LexiconEntry(Phrase.literal(word), i % 3 == 0 ? Level.WARN : Level.BLOCK, "bench");
            entries.add(i % 5 == 0 ? entry.safeIn(List.of("不" + word, "严禁" + word)) : entry);
        }
        for (int i = 0; i + 1 < words.size() && i < size / 50; i++) {
            entries.add(new LexiconEntry(
                    Phrase.combination(words.get(i).substring(0, 2) + "|" + words.get(i + 1), 8), Level.WARN, "bench"));
        }
    }

    List<String> words() {
        return words;
    }

    /** The words, a fifth of them with safe contexts, and combinations on top. */
    List<LexiconEntry> entries() {
        return entries;
    }

    /** @param percent of the lines get a word */
    List<String> lines(int percent) {
        List<String> lines = plainLines();
        Random random = new Random(7);
        List<Integer> numbers =
                new ArrayList<>(IntStream.range(0, lines.size()).boxed().toList());
        Collections.shuffle(numbers, random);
        for (int number : numbers.subList(0, lines.size() * percent / 100)) {
            String line = lines.get(number);
            int at = line.indexOf(',') + 1;
            lines.set(
                    number, line.substring(0, at) + words.get(random.nextInt(words.size())) + "。" + line.substring(at));
        }
        return lines;
    }

    private List<String> plainLines() {
        Random random = new Random(5);
        List<String> lines = new ArrayList<>();
        while (lines.size() < count) {
            StringBuilder line = new StringBuilder();
            int sentences = 1 + random.nextInt(6);
            for (int i = 0; i < sentences; i++) {
                line.append(random.nextInt(3) == 0 ? SAID.get(random.nextInt(SAID.size())) : sentence(random));
                line.append(i % 2 == 0 ? "。" : ",");
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private String sentence(Random random) {
        StringBuilder sentence = new StringBuilder();
        int length = 8 + random.nextInt(24);
        while (sentence.length() < length) {
            sentence.append(vocabulary.written(random));
            if (random.nextInt(8) == 0) {
                sentence.append(random.nextInt(4) == 0 ? String.valueOf(random.nextInt(1000)) : ",");
            }
        }
        return sentence.toString();
    }

    private List<String> words(int size) {
        Random random = new Random(3);
        Set<String> made = new LinkedHashSet<>();
        while (made.size() < size * 13 / 10) {
            String word = vocabulary.any(random);
            if (word.length() >= 2 && word.length() <= 6) {
                made.add(word);
            }
        }
        Screener all = Screener.of(new Lexicon(
                "made",
                made.stream()
                        .map(word -> new LexiconEntry(Phrase.literal(word), Level.BLOCK, "bench"))
                        .toList()));
        Set<String> occurring = new HashSet<>();
        plainLines()
                .forEach(line -> all.screen(line, Occasion.of(Outlet.CHAT))
                        .hits()
                        .forEach(hit -> occurring.add(hit.entry().term())));
        return made.stream()
                .filter(word -> !occurring.contains(word))
                .limit(size)
                .toList();
    }
}
