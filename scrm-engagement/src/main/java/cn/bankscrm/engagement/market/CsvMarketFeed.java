package cn.bankscrm.engagement.market;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads the newest CSV of a folder, by name: whoever writes it gives files names such as {@code 2026-11-20.csv}. */
final class CsvMarketFeed implements MarketFeed {

    private static final long LARGEST = 1_000_000;

    private final Path folder;

    CsvMarketFeed(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<MarketValue> read() {
        try (Stream<Path> files = Files.list(folder)) {
            Path newest = files.filter(file -> file.getFileName().toString().endsWith(".csv"))
                    .max(Comparator.comparing(file -> file.getFileName().toString()))
                    .orElseThrow(() -> new MarketFeedFailure("no *.csv in the folder"));
            if (Files.size(newest) > LARGEST) {
                throw new MarketFeedFailure(newest.getFileName() + ": larger than 1 MB");
            }
            try {
                return MarketCsv.read(Files.readString(newest, StandardCharsets.UTF_8));
            } catch (MarketFeedFailure wrong) {
                throw new MarketFeedFailure(newest.getFileName() + ": " + wrong.getMessage(), wrong);
            } catch (CharacterCodingException wrong) {
                throw new MarketFeedFailure(newest.getFileName() + ": is not UTF-8", wrong);
            }
        } catch (IOException e) {
            throw new MarketFeedFailure("the folder cannot be read", e);
        }
    }
}
