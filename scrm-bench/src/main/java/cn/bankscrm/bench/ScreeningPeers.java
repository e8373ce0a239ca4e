package cn.bankscrm.bench;

import com.github.houbb.sensitive.word.bs.SensitiveWordBs;
import com.github.houbb.sensitive.word.support.ignore.SensitiveWordCharIgnores;
import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.util.List;
import java.util.TreeMap;

/** Whom screening is compared with. */
final class ScreeningPeers {

    private ScreeningPeers() {}

    /** Counts the hits in a line. */
    @FunctionalInterface
    interface Counting {
        int hits(String line);
    }

    record Contestant(String name, Counting counting) {}

    /** What cannot be saved: every character is copied and looked up once. */
    static Contestant tableLookUp() {
        char[] table = new char[0x10000];
        char[] copy = new char[4_096];
        return new Contestant("look-up", line -> {
            line.getChars(0, line.length(), copy, 0);
            int seen = 0;
            for (int i = 0; i < line.length(); i++) {
                seen |= table[copy[i]];
            }
            return seen;
        });
    }

    static AhoCorasickDoubleArrayTrie<Integer> hankcs(List<String> words) {
        TreeMap<String, Integer> numbered = new TreeMap<>();
        words.forEach(word -> numbered.put(word, numbered.size()));
        AhoCorasickDoubleArrayTrie<Integer> trie = new AhoCorasickDoubleArrayTrie<>();
        trie.build(numbered);
        return trie;
    }

    static Contestant ofHankcs(List<String> words) {
        AhoCorasickDoubleArrayTrie<Integer> trie = hankcs(words);
        return new Contestant("hankcs", line -> trie.parseText(line).size());
    }

    static SensitiveWordBs houbb(List<String> words, List<String> allowed) {
        return SensitiveWordBs.newInstance()
                .wordDeny(() -> words)
                .wordAllow(() -> allowed)
                .charIgnore(SensitiveWordCharIgnores.specialChars())
                .enableNumCheck(false)
                .enableEmailCheck(false)
                .enableUrlCheck(false)
                .enableIpv4Check(false)
                .init();
    }

    static Contestant ofHoubb(List<String> words) {
        SensitiveWordBs houbb = houbb(words, List.of());
        return new Contestant("houbb", line -> houbb.findAll(line).size());
    }

    static Contestant containsLoop(List<String> words) {
        return new Contestant("contains", line -> {
            int hits = 0;
            for (String word : words) {
                if (line.contains(word)) {
                    hits++;
                }
            }
            return hits;
        });
    }
}
