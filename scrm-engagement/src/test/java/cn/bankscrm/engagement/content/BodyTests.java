package cn.bankscrm.engagement.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BodyTests {

    private static final String FILE = "a".repeat(64);

    private static String html(String markdown) {
        return Body.toHtml(markdown, digest -> "/content/files/" + digest);
    }

    @Test
    void rendersParagraphsListsAndEmphasisBelowTheTitle() {
        assertThat(html("# 一\n\n两行\n文字,**要紧**\n\n- 甲\n- 乙"))
                .contains("<h2>一</h2>", "两行<br>\n文字", "<strong>要紧</strong>", "<li>甲</li>");
    }

    @Test
    void escapesHtml() {
        assertThat(html("<script>alert(1)</script>\n\n甲 <img src=x onerror=alert(1)> 乙"))
                .doesNotContain("<script", "<img")
                .contains("&lt;script&gt;");
    }

    @Test
    void linksToSecureAddressesOnly() {
        assertThat(html("[甲](https://bank.example/a?b=1&c=2)"))
                .contains("href=\"https://bank.example/a?b=1&amp;c=2\"")
                .contains("rel=\"noopener noreferrer nofollow\"");
        assertThat(
                        html(
                                "[甲](http://x.example) [乙](javascript:alert(1)) [丙](data:text/html,x) [丁](//x.example) [戊](/account)"))
                .doesNotContain("<a", "href")
                .contains("甲", "乙", "丙", "丁", "戊");
    }

    @Test
    void showsFilesOfTheLibraryAndNoOthers() {
        assertThat(html("![图](file:" + FILE + ") [文件](file:" + FILE + ")"))
                .contains("<img", "src=\"/content/files/" + FILE + "\"", "alt=\"图\"", "href=\"/content/files/" + FILE);
        assertThat(html("![图](https://x.example/pixel.png) ![二](file:abc)"))
                .doesNotContain("<img")
                .contains("图", "二");
        assertThat(Body.files("![图](file:" + FILE + ") file:abc")).isEqualTo(Set.of(FILE));
    }

    @Test
    void survivesWhatNobodyWrites() {
        for (String nasty : new String[] {
            ">".repeat(20_000),
            "- ".repeat(10_000),
            "*a ".repeat(3_000) + "b* ".repeat(3_000),
            "**a **".repeat(3_000),
            "[".repeat(10_000) + "](https://x.example)".repeat(400),
            "![".repeat(5_000) + "](file:x)".repeat(400)
        }) {
            assertThat(html(nasty)).isNotEmpty();
            assertThat(Body.read(nasty)).isNotNull();
        }
    }

    @Test
    void readsWhatCustomersReadAndKnowsWhereItStands() {
        String source = "# 标题\n\n保**本**保[收益](https://bank.example)";
        ReadText read = Body.read(source);

        assertThat(read.text()).isEqualTo("标题\n保本保收益\n");
        int start = read.text().indexOf("保本保收益");
        assertThat(source.substring(read.sourceStart(start, start + 5), read.sourceEnd(start, start + 5)))
                .isEqualTo("保**本**保[收益");
    }

    @Test
    void readsEntitiesAsTheirCharacters() {
        String source = "这里 &#20445;本 那里";
        ReadText read = Body.read(source);

        int start = read.text().indexOf("保本");
        assertThat(start).isPositive();
        assertThat(source.substring(read.sourceStart(start, start + 2), read.sourceEnd(start, start + 2)))
                .contains("&#20445;本");
    }

    @Property(tries = 500)
    void neverLetsATagThroughThatIsNotItsOwn(@ForAll("bodies") String body) {
        assertThat(html(body)
                        .replaceAll(
                                "</?(p|h[2-6]|ul|ol|li|em|strong|blockquote|code|br|hr)( start=\"\\d+\")?( /)?>", "")
                        .replaceAll("<a rel=\"noopener noreferrer nofollow\" href=\"https://[^\"]*\">|</a>", ""))
                .doesNotContain("<", ">");
    }

    @Property(tries = 500)
    void placesLieWithinTheSource(@ForAll("bodies") String body) {
        ReadText read = Body.read(body);
        for (int i = 0; i < read.text().length(); i++) {
            assertThat(read.sourceStart(i, i + 1)).isBetween(0, body.length());
            assertThat(read.sourceEnd(i, i + 1)).isBetween(read.sourceStart(i, i + 1), body.length());
        }
    }

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.of(
                        "甲",
                        "乙丙",
                        " ",
                        "\n",
                        "\n\n",
                        "*",
                        "**",
                        "_",
                        "# ",
                        "- ",
                        "> ",
                        "1. ",
                        "`",
                        "<b>",
                        "</b>",
                        "<script>",
                        "&lt;",
                        "&#20445;",
                        "\\",
                        "[",
                        "](https://x.example/a)",
                        "](javascript:x)",
                        "![",
                        "](http://x)",
                        "\"",
                        "<https://y.example>",
                        "    ")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }
}
