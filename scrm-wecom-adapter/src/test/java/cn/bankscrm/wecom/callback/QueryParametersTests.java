package cn.bankscrm.wecom.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTests {

    @Test
    void decodesWhatTheAddressHolds() {
        QueryParameters query = new QueryParameters("nonce=a%2Bb%3D&timestamp=1&&flag&=x");

        assertThat(query.required("nonce")).isEqualTo("a+b=");
        assertThat(query.required("timestamp")).isEqualTo("1");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "nonce", "nonce=", "nonce=%", "nonce=%zz", "other=1"})
    void refusesAnAddressWithoutWhatIsNeeded(String query) {
        assertThatExceptionOfType(CallbackRefused.class).isThrownBy(() -> new QueryParameters(query).required("nonce"));
    }
}
