package cn.bankscrm.web.chat;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.archive.ChatMedia;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownFileTests {

    private static ShownFile file(String kind, String name, String type) {
        return ShownFile.of(new ChatMedia.File(
                7, 1, kind, OptionalLong.of(10), name, ChatMedia.State.FETCHED, Optional.of("00"), Optional.of(type)));
    }

    @Test
    void savesAVoiceMessageUnderANameThatPlayersKnow() {
        ShownFile voice = file("voice", "", "audio/amr");
        assertThat(voice.as()).isEqualTo(ShownFile.As.VOICE_TO_FETCH);
        assertThat(voice.saveAs()).isEqualTo("voice-7.amr");
    }

    @Test
    void keepsTheSendersName() {
        assertThat(file("file", "合同.pdf", "application/pdf").saveAs()).isEqualTo("合同.pdf");
        assertThat(file("file", "", "application/octet-stream").saveAs()).isEqualTo("file-7");
    }

    @ParameterizedTest
    @CsvSource({
        "合同.PDF, application/pdf, file-7.pdf, %E5%90%88%E5%90%8C.PDF",
        "合同, application/pdf, file-7.pdf, %E5%90%88%E5%90%8C",
        "a\"b.x;y, application/octet-stream, file-7.bin, a%22b.x%3By",
        "'', audio/amr, file-7.amr, file-7.amr"
    })
    void isHandedOverByAnAsciiNameThatTellsWhatItIsBesideItsOwn(String name, String type, String plain, String own) {
        assertThat(file("file", name, type).disposition())
                .isEqualTo("attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + own);
    }
}
