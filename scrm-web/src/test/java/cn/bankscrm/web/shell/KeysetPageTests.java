package cn.bankscrm.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

class KeysetPageTests {

    private static final UriComponents LIST = UriComponentsBuilder.fromPath("/customers")
            .queryParam("institution", "0101")
            .build();

    @Test
    void leadsOnFromTheLastRow() {
        KeysetPage page = KeysetPage.of(LIST, null, "C000042");

        assertThat(page.next()).isEqualTo("/customers?institution=0101&after=C000042");
        assertThat(page.further()).isTrue();
        assertThat(page.later()).isFalse();
    }

    @Test
    void endsWhereNothingFollows() {
        KeysetPage page = KeysetPage.of(LIST, "C000042", null);

        assertThat(page.further()).isFalse();
        assertThat(page.later()).isTrue();
        assertThat(page.first()).isEqualTo("/customers?institution=0101");
    }
}
