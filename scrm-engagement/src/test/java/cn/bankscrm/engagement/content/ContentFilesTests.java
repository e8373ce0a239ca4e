package cn.bankscrm.engagement.content;

import static cn.bankscrm.engagement.content.ContentBank.BEIJING;
import static cn.bankscrm.engagement.content.ContentBank.HEAD;
import static cn.bankscrm.engagement.content.ContentBank.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentFilesTests {

    @TempDir
    private Path data;

    static byte[] picture(String format, int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < Math.min(width, 200); x++) {
            for (int y = 0; y < Math.min(height, 200); y++) {
                image.setRGB(x, y, (x * 31 + y * 17) * 4_001);
            }
        }
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    @Test
    void takesPicturesAndDocumentsByWhatIsInThem() throws IOException {
        assertThat(FileCheck.of(picture("png", 40, 30))).isEqualTo(new FileCheck.Finding.Picture("image/png", 40, 30));
        assertThat(FileCheck.of(picture("jpeg", 40, 30)))
                .isEqualTo(new FileCheck.Finding.Picture("image/jpeg", 40, 30));
        assertThat(FileCheck.of("%PDF-1.7\n...\n%%EOF\n".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(new FileCheck.Finding.Document());
        assertThat(FileCheck.of("<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(new FileCheck.Finding.Unknown());
        assertThat(FileCheck.of(new byte[0])).isEqualTo(new FileCheck.Finding.Unknown());
        assertThat(FileCheck.of(picture("gif", 40, 30))).isEqualTo(new FileCheck.Finding.Unknown());
    }

    @Test
    void refusesWhatOnlyBeginsLikeAPicture() throws IOException {
        byte[] png = picture("png", 300, 300);
        assertThat(FileCheck.of(Arrays.copyOf(png, png.length / 2))).isEqualTo(new FileCheck.Finding.Broken());
        byte[] jpeg = picture("jpeg", 300, 300);
        assertThat(FileCheck.of(Arrays.copyOf(jpeg, jpeg.length / 2))).isEqualTo(new FileCheck.Finding.Broken());
        assertThat(FileCheck.of("%PDF-1.7 cut off".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(new FileCheck.Finding.Broken());
    }

    @Test
    void refusesWhatIsTooLargeBeforeItIsDecoded() throws IOException {
        byte[] wide = picture("png", 10_001, 2);
        assertThat(FileCheck.of(wide)).isEqualTo(new FileCheck.Finding.TooManyPixels());
        assertThat(FileCheck.of(picture("png", 6_000, 4_100))).isEqualTo(new FileCheck.Finding.TooManyPixels());
        byte[] png = picture("png", 40, 30);
        assertThat(FileCheck.of(Arrays.copyOf(png, FileCheck.LARGEST_PICTURE + 1)))
                .isEqualTo(new FileCheck.Finding.TooLarge());
        byte[] pdf = "%PDF-1.7".getBytes(StandardCharsets.US_ASCII);
        assertThat(FileCheck.of(Arrays.copyOf(pdf, FileCheck.LARGEST_DOCUMENT + 1)))
                .isEqualTo(new FileCheck.Finding.TooLarge());
    }

    @Test
    void aFileIsUsedWhereItIsHeldAndBelow() throws IOException {
        try (ContentBank bank = new ContentBank(data)) {
            ContentFiles files = bank.get(ContentFiles.class);
            byte[] bytes = picture("png", 40, 30);
            String digest = ((Keeping.Kept) files.keep(SHANGHAI, "海报.png", bytes)).sha256();
            assertThat(files.keep(SHANGHAI, "又一次.png", bytes)).isEqualTo(new Keeping.Kept(digest, "image/png"));

            String body = "![海报](file:" + digest + ")";
            assertThat(bank.drafts.begin(SHANGHAI, ContentKind.POSTER, bank.article("海报", body)))
                    .isInstanceOf(Saving.Saved.class);
            for (Writer other : new Writer[] {BEIJING, HEAD}) {
                assertThat(bank.drafts.begin(other, ContentKind.POSTER, bank.article("海报", body)))
                        .isInstanceOf(Saving.Faulty.class);
            }
            assertThat(files.find(digest, scope(4)).orElseThrow().bytes()).isEqualTo(bytes);
            assertThat(files.find(digest, scope(1))).isPresent();
            assertThat(files.find(digest, scope(3))).isEmpty();
            assertThat(files.find(digest, new DataScope.Nothing())).isEmpty();
            assertThat(files.find("../x", scope(1))).isEmpty();
            assertThat(bank.audited().stream().filter("CONTENT_FILE_KEPT"::equals))
                    .hasSize(1);
        }
    }

    @Test
    void customersAreShownWhatThePublishedBodyRefersToAlone() throws IOException {
        try (ContentBank bank = new ContentBank(data)) {
            ContentFiles files = bank.get(ContentFiles.class);
            String shown = ((Keeping.Kept) files.keep(SHANGHAI, "a.png", picture("png", 40, 30))).sha256();
            String hidden = ((Keeping.Kept) files.keep(SHANGHAI, "b.png", picture("png", 41, 30))).sha256();
            Saving.Saved content = bank.published(SHANGHAI, "![图](file:" + shown + ")");
            PublishedContent published =
                    bank.get(PublishedContents.class).find(content.content()).orElseThrow();
            assertThat(files.of(published, shown)).isPresent();
            assertThat(files.of(published, hidden)).isEmpty();
        }
    }

    private static DataScope scope(long institution) {
        return new DataScope.Subtree(new InstitutionId(institution));
    }
}
