package cn.bankscrm.compliance.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which entries a phrase belongs to, and as what. */
final class EntryUses {

    static final int WHOLE = 0;
    static final int FIRST = 1;
    static final int SECOND = 2;

    private final int[] from;
    private final int[] uses;

    private EntryUses(int[] from, int[] uses) {
        this.from = from;
        this.uses = uses;
    }

    int from(int phrase) {
        return from[phrase];
    }

    int to(int phrase) {
        return from[phrase + 1];
    }

    int entry(int use) {
        return uses[use] >>> 2;
    }

    int part(int use) {
        return uses[use] & 3;
    }

    /** Collects them. */
    static final class Collected {

        private final List<int[]> triples = new ArrayList<>();

        void add(int phrase, int entry, int part) {
            triples.add(new int[] {phrase, (entry << 2) | part});
        }

        EntryUses of(int phrases) {
            int[] from = new int[phrases + 1];
            triples.forEach(use -> from[use[0] + 1]++);
            for (int i = 0; i < phrases; i++) {
                from[i + 1] += from[i];
            }
            int[] next = Arrays.copyOf(from, phrases);
            int[] uses = new int[triples.size()];
            triples.forEach(use -> uses[next[use[0]]++] = use[1]);
            return new EntryUses(from, uses);
        }
    }
}
