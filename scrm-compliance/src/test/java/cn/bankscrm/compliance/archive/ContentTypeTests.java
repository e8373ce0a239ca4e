package cn.bankscrm.compliance.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTypeTests {

    @ParameterizedTest
    @CsvSource({
        "ffd8ffe000104a464946, image/jpeg",
        "89504e470d0a1a0a, image/png",
        "474946383961, image/gif",
        "52494646aabbccdd57454250, image/webp",
        "52494646aabbccdd57415645, audio/wav",
        "2321414d520a3c, audio/amr",
        "494433040000, audio/mpeg",
        "fffb9064, audio/mpeg",
        "00000020667479704d344120, audio/mp4",
        "0000001866747970 6d703432, video/mp4",
        "255044462d312e34, application/pdf",
        "3c68746d6c3e3c736372697074, application/octet-stream",
        "3c73766720786d6c6e73, application/octet-stream",
        "'', application/octet-stream"
    })
    void tellsAFileByItsFirstBytes(String hex, String type) {
        assertThat(ContentType.of(HexFormat.of().parseHex(hex.replace(" ", ""))))
                .isEqualTo(type);
    }

    @Test
    void readsNoFurtherThanThereIs() {
        byte[] mp4 = HexFormat.of().parseHex("00000020667479704d344120");
        for (int length = 0; length < mp4.length; length++) {
            assertThat(ContentType.of(Arrays.copyOf(mp4, length))).isNotEqualTo("audio/mp4");
        }
    }
}
