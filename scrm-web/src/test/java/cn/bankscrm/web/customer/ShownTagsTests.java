package cn.bankscrm.web.customer;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.customer.CustomerTag;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShownTagsTests {

    @Test
    void showsAFewByGroupAndKeepsTheRestForWhoAsks() {
        List<CustomerTag> tags = IntStream.range(0, 50)
                .mapToObj(n -> new CustomerTag(n < 10 ? "偏好" : "画像", "标签" + n, true, false))
                .toList();

        ShownTags shown = ShownTags.of(tags);

        assertThat(shown.first()).containsOnlyKeys("偏好", "画像");
        assertThat(shown.first().get("偏好")).hasSize(10);
        assertThat(shown.first().get("画像")).hasSize(ShownTags.FIRST - 10);
        assertThat(shown.others()).containsOnlyKeys("画像");
        assertThat(shown.more()).isEqualTo(50 - ShownTags.FIRST);
    }

    @Test
    void hidesNothingWhereFewAreThere() {
        ShownTags shown = ShownTags.of(List.of(new CustomerTag("偏好", "茶", false, false)));

        assertThat(shown.first()).containsOnlyKeys("偏好");
        assertThat(shown.others()).isEmpty();
        assertThat(shown.more()).isZero();
    }
}
