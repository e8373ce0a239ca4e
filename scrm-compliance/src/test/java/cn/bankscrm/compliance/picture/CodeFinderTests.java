package cn.bankscrm.compliance.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BarcodeFormat;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in pictures, however they are sent. */
class CodeFinderTests {

    private static final String GROUP = "https://weixin.qq.com/g/AwYAAFkyFmIP7HzCRvWyAR3W";
    private static final long MOST = 40_000_000;

    @Test
    void findsACodeInAPoster() throws Exception {
        BufferedImage poster =
                DrawnPictures.on(DrawnPictures.poster(1080, 1920), DrawnPictures.code(GROUP, 260), 700, 1500);
        assertThat(found(DrawnPictures.file(poster, "jpg"))).containsExactly(GROUP);
    }

    @Test
    void findsEachOfSeveralCodes() throws Exception {
        BufferedImage poster =
                DrawnPictures.on(DrawnPictures.poster(1080, 1920), DrawnPictures.code(GROUP, 300), 80, 1500);
        DrawnPictures.on(poster, DrawnPictures.code("wxp://f2f0abcdefgh", 300), 700, 200);
        assertThat(found(DrawnPictures.file(poster, "png"))).containsExactlyInAnyOrder(GROUP, "wxp://f2f0abcdefgh");
    }

    @Test
    void findsASmallCodeInAPhotographOfTwelveMegapixels() throws Exception {
        BufferedImage photograph =
                DrawnPictures.on(DrawnPictures.poster(4000, 3000), DrawnPictures.code(GROUP, 300), 3000, 2200);
        assertThat(found(DrawnPictures.file(photograph, "jpg"))).containsExactly(GROUP);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 30, 45, 60, 90, 137, 180, 270})
    void findsACodeThatIsTurned(int degrees) throws Exception {
        BufferedImage turned = DrawnPictures.turned(DrawnPictures.code(GROUP, 300), degrees);
        assertThat(found(DrawnPictures.file(turned, "png"))).containsExactly(GROUP);
    }

    @Test
    void findsACodeInWhiteOnBlack() throws Exception {
        BufferedImage inverted = DrawnPictures.inverted(DrawnPictures.code(GROUP, 300));
        assertThat(found(DrawnPictures.file(inverted, "png"))).containsExactly(GROUP);
    }

    @Test
    void findsACodeOfOnePixelADot() throws Exception {
        assertThat(found(DrawnPictures.file(DrawnPictures.code(GROUP, 1), "png")))
                .containsExactly(GROUP);
        assertThat(found(DrawnPictures.file(DrawnPictures.code(GROUP, 1), "gif")))
                .containsExactly(GROUP);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 90})
    void findsABarCode(int degrees) throws Exception {
        BufferedImage bars = DrawnPictures.turned(
                DrawnPictures.code("134567890123456789", BarcodeFormat.CODE_128, 500, 140), degrees);
        assertThat(found(DrawnPictures.file(bars, "jpg"))).containsExactly("134567890123456789");
    }

    @Test
    void readsChinese() throws Exception {
        String card = "BEGIN:VCARD\nFN:张三\nORG:某某理财\nEND:VCARD";
        assertThat(found(DrawnPictures.file(DrawnPictures.code(card, 300), "png")))
                .containsExactly(card);
    }

    @Test
    void findsNothingWhereNothingIs() throws Exception {
        assertThat(found(DrawnPictures.file(DrawnPictures.poster(1080, 1920), "jpg")))
                .isEmpty();
        assertThat(found(DrawnPictures.file(DrawnPictures.poster(400, 300), "png")))
                .isEmpty();
        assertThat(found(DrawnPictures.file(new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB), "png")))
                .isEmpty();
    }

    @Test
    void aBombIsNotOpened() {
        assertThatThrownBy(() -> Pixels.of(DrawnPictures.bomb(), MOST))
                .isInstanceOfSatisfying(
                        UnreadablePicture.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.TOO_LARGE));
    }

    @Test
    void saysWhatIsBrokenAndWhatIsUnknown() {
        byte[] whole = DrawnPictures.file(DrawnPictures.poster(400, 300), "jpg");
        byte[] nonsense = whole.clone();
        Arrays.fill(nonsense, 3, nonsense.length, (byte) 0x5a);
        for (byte[] broken : List.of(nonsense, Arrays.copyOf(whole, 20))) {
            assertThatThrownBy(() -> Pixels.of(broken, MOST))
                    .isInstanceOfSatisfying(
                            UnreadablePicture.class,
                            e -> assertThat(e.trouble()).isEqualTo(Trouble.BROKEN));
        }
        assertThatThrownBy(() -> Pixels.of("RIFF....WEBPVP8 ".getBytes(StandardCharsets.US_ASCII), MOST))
                .isInstanceOfSatisfying(
                        UnreadablePicture.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.FORMAT));
    }

    private static List<String> found(byte[] file) throws UnreadablePicture {
        return new CodeFinder()
                .find(Pixels.of(file, MOST).image()).stream()
                        .map(CodeFinder.Code::payload)
                        .toList();
    }
}
