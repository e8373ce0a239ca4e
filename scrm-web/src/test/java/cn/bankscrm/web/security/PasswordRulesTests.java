package cn.bankscrm.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTests {

    @ParameterizedTest
    @ValueSource(strings = {"Abcdefgh12", "abcdef-123", "一二三四五六七八A1-", "ABC-123-DEF"})
    void allowThreeKinds(String password) {
        assertThat(PasswordRules.allow("someone", password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Abc-12345", "abcdefghij1", "ABCDEFGHIJ-", "Some-SomeOne-1"})
    void refuseShortOrSimpleOnesAndTheUserName(String password) {
        assertThat(PasswordRules.allow("someone", password)).isFalse();
    }

    @Test
    void refuseWhatIsTooLongToBeTyped() {
        assertThat(PasswordRules.allow("someone", "Aa1-".repeat(33))).isFalse();
    }
}
