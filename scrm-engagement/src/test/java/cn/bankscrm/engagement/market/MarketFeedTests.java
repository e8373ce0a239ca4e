package cn.bankscrm.engagement.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketFeedTests {

    private static final String HEAD = "kind,name,day,value,previous,source\n";
    private static final String GOOD = HEAD + """
            INDEX,上证指数,2026-11-19,3401.20,3380.00,行情系统
            INDEX,上证指数,2026-11-20,3412.60,3401.20,行情系统
            GOLD,黄金,2026-11-20,612.30,,行情系统

            FX,美元,2026-11-20,7.11,7.11,行情系统
            """;

    @TempDir
    Path folder;

    @Test
    void readsTheLatestDayOfEachNameFromTheNewestFile() throws IOException {
        Files.writeString(folder.resolve("2026-11-19.csv"), "nonsense");
        Files.writeString(folder.resolve("2026-11-20.csv"), "\uFEFF" + GOOD);

        assertThat(new CsvMarketFeed(folder).read())
                .containsExactly(
                        value(MarketValue.Kind.INDEX, "上证指数", "3412.60", "3401.20"),
                        value(MarketValue.Kind.GOLD, "黄金", "612.30", null),
                        value(MarketValue.Kind.FX, "美元", "7.11", "7.11"));
        assertThat(value(MarketValue.Kind.INDEX, "上证指数", "3412.60", "3401.20").change())
                .contains(new BigDecimal("0.003352"));
        assertThat(value(MarketValue.Kind.GOLD, "黄金", "612.30", null).change()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    BOND,国债,2026-11-20,1,,行情     | line 2, column kind: is none of INDEX, GOLD, FX
                    FX,美元,20.11.2026,7.11,,行情    | line 2, column day: is no day such as 2026-11-20
                    FX,美元,2026-11-20,七,,行情      | line 2, column value: is no number such as 3412.60
                    FX,美元,2026-11-20,,,行情        | line 2, column value: is empty
                    FX,美元,2026-11-20,7.11,-1,行情  | line 2, column previous: is no number such as 3412.60
                    FX,美元,2026-11-20,7.11,行情     | line 2: 5 columns instead of 6
                    FX,美元,2026-11-20,0,,行情       | line 2: Values are above zero
                    FX,美元,2026-11-20,7.11,,        | line 2: Name and source have 1 to 20 characters
                    """)
    void tellsWhatIsWrongByLineAndColumn(String line, String why) throws IOException {
        Files.writeString(folder.resolve("a.csv"), HEAD + line);
        assertThatThrownBy(() -> new CsvMarketFeed(folder).read()).hasMessage("a.csv: " + why);
    }

    @Test
    void anEmptyFolderOrNoneTellsSo() {
        assertThatThrownBy(() -> new CsvMarketFeed(folder).read()).hasMessage("no *.csv in the folder");
        assertThatThrownBy(() -> new CsvMarketFeed(folder.resolve("none")).read())
                .hasMessage("the folder cannot be read");
        assertThatThrownBy(() -> MarketCsv.read(HEAD)).hasMessage("no values");
        assertThatThrownBy(() -> MarketCsv.read("a,b\n")).hasMessageStartingWith("line 1: the columns are kind,name");
    }

    @Test
    void keepsTheLastGoodValuesWithTheirTimeWhenTheServerFails() throws IOException {
        AtomicInteger status = new AtomicInteger(200);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/market", exchange -> {
            byte[] body = GOOD.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.get(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Instant now = Instant.parse("2026-11-20T08:00:00Z");
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/market");
        try (HttpMarketFeed feed = new HttpMarketFeed(url, Duration.ofSeconds(5))) {
            MarketBoard board = new MarketBoard(Optional.of(feed), Clock.fixed(now, ZoneOffset.UTC));
            assertThat(board.state().values()).isEmpty();
            board.refresh();
            assertThat(board.state().values()).hasSize(3);
            assertThat(board.state().failure()).isEmpty();

            status.set(503);
            board.refresh();
            assertThat(board.state().values()).hasSize(3);
            assertThat(board.state().readAt()).contains(now);
            assertThat(board.state().failure()).contains("status 503");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void withoutAFeedThereAreNoValues() {
        MarketBoard board = new MarketBoard(Optional.empty(), Clock.systemUTC());
        board.refresh();
        assertThat(board.configured()).isFalse();
        assertThat(board.state().values()).isEmpty();
    }

    private static MarketValue value(MarketValue.Kind kind, String name, String value, @Nullable String previous) {
        return new MarketValue(
                kind,
                name,
                LocalDate.of(2026, 11, 20),
                new BigDecimal(value),
                previous == null ? null : new BigDecimal(previous),
                "行情系统");
    }
}
