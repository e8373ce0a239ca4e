package cn.bankscrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.bankscrm.simulator.callback.CallbackAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTests {
    private static CommandLine line(Map<String, String> environment, String... arguments) {
        return CommandLine.of(List.of(arguments), environment, Set.of("port", "secret"), Set.of("one-way"));
    }

    @Test
    void takesTheCommandLineBeforeTheEnvironment() {
        Map<String, String> environment =
                Map.of("SIMULATOR_PORT", "1", "SIMULATOR_SECRET", "a=x,b=y", "SIMULATOR_ONE_WAY", "true");
        assertThat(line(environment, "--port", "2").number("port", 3)).isEqualTo(2);
        assertThat(line(environment).number("port", 3)).isEqualTo(1);
        assertThat(line(Map.of()).number("port", 3)).isEqualTo(3);
        assertThat(line(environment).values("secret")).containsExactly("a=x", "b=y");
        assertThat(line(environment).flag("one-way")).isTrue();
        assertThat(line(Map.of(), "--one-way").flag("one-way")).isTrue();
    }

    @Test
    void saysWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> line(Map.of(), "--prot", "1"))
                .withMessageContaining("--prot");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> line(Map.of(), "--port"))
                .withMessageContaining("value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> line(Map.of(), "--port", "x").number("port", 1))
                .withMessageContaining("number");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            http://h:8080,                            http://h:8080/wecom/callback/customer
            http://h:8080/,                           http://h:8080/wecom/callback/customer
            http://h:8080/wecom/callback,             http://h:8080/wecom/callback/customer
            http://h:8080/wecom/callback/contact,     http://h:8080/wecom/callback/customer
            http://h/x/{app}/in,                      http://h/x/customer/in
            """)
    void understandsCallbackAddresses(String given, String expected) {
        assertThat(CallbackAddress.of(given).forApp("customer")).isEqualTo(expected);
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> CallbackAddress.of("localhost:8080"));
    }
}
