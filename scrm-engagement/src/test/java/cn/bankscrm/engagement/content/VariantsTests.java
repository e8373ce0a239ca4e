package cn.bankscrm.engagement.content;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.staff.StaffId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class VariantsTests {

    @Property
    void noTwoOfAnOutletSayTheSameAsLongAsThereAreWordings(
            @ForAll @Size(min = 1, max = 6) Set<@LongRange(min = 1) Long> ids,
            @ForAll @IntRange(min = 0, max = 5) int more,
            @ForAll @LongRange(min = 1) long version) {
        List<String> said = said(version, wordings(ids.size() + more), ids);
        assertThat(new HashSet<>(said)).hasSize(ids.size());
    }

    @Property
    void everyWordingIsSaidByAsManyAsTheNextOneMoreOrLess(
            @ForAll @Size(min = 1, max = 40) Set<@LongRange(min = 1) Long> ids,
            @ForAll @IntRange(min = 1, max = 6) int wordings,
            @ForAll @LongRange(min = 1) long version) {
        Map<String, Long> counts = said(version, wordings(wordings), ids).stream()
                .collect(Collectors.groupingBy(wording -> wording, Collectors.counting()));
        assertThat(counts.values())
                .allMatch(count -> count == ids.size() / wordings || count == ids.size() / wordings + 1);
    }

    @Property
    void theOrderInWhichColleaguesAreToldDoesNotMatter(
            @ForAll @Size(min = 1, max = 20) Set<@LongRange(min = 1) Long> ids,
            @ForAll @LongRange(min = 1) long version,
            @ForAll long seed) {
        List<StaffId> outlet = staff(ids);
        List<StaffId> shuffled = new ArrayList<>(outlet);
        Collections.shuffle(shuffled, new Random(seed));
        for (StaffId one : outlet) {
            assertThat(Variants.choose(new ContentVersionId(version), wordings(4), one, shuffled))
                    .isEqualTo(Variants.choose(new ContentVersionId(version), wordings(4), one, outlet));
        }
    }

    @Property
    void anotherVersionBeginsWithAnother(@ForAll @LongRange(min = 1, max = 1_000_000) long version) {
        StaffId one = new StaffId(7);
        assertThat(Variants.choose(new ContentVersionId(version), wordings(3), one, List.of(one)))
                .isNotEqualTo(Variants.choose(new ContentVersionId(version + 1), wordings(3), one, List.of(one)));
    }

    private static List<String> said(long version, List<String> wordings, Set<Long> ids) {
        List<StaffId> outlet = staff(ids);
        return outlet.stream()
                .map(one -> Variants.choose(new ContentVersionId(version), wordings, one, outlet))
                .toList();
    }

    private static List<StaffId> staff(Set<Long> ids) {
        return ids.stream().map(StaffId::new).toList();
    }

    private static List<String> wordings(int number) {
        return IntStream.range(0, number).mapToObj(i -> "说法" + i).toList();
    }
}
