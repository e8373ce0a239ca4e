package cn.bankscrm.wecom.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFieldsTests {

    @Test
    void readsTextAndNumbersByName() {
        EventFields fields = read(
                "<xml><UserID><![CDATA[张三 ]]></UserID><CreateTime> 1700000000</CreateTime><Empty/><Blank><![CDATA[]]></Blank></xml>");

        assertThat(fields.required("UserID")).isEqualTo("张三");
        assertThat(fields.number("CreateTime")).isEqualTo(1_700_000_000L);
        assertThat(fields.text("Empty")).isEmpty();
        assertThat(fields.text("Blank")).isEmpty();
        assertThat(fields.text("Absent")).isEmpty();
    }

    @Test
    void passesOverWhatIsNested() {
        EventFields fields = read("<xml><List><Item>a</Item><Item>b</Item></List><After>c</After></xml>");

        assertThat(fields.text("List")).isEmpty();
        assertThat(fields.text("Item")).isEmpty();
        assertThat(fields.text("After")).contains("c");
    }

    @Test
    void knowsTheFiveEntitiesOfXmlAndCharacterReferences() {
        assertThat(read("<xml><A>&lt;&amp;&#20013;</A></xml>").text("A")).contains("<&中");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "<xml>",
                "<xml><A>1</A>",
                "<xml><A>1</B></xml>",
                "<xml><A>1</A></xml><xml/>",
                "<xml><A>&undeclared;</A></xml>",
                "<!DOCTYPE xml><xml><A>1</A></xml>",
                "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]><x><A>&b;</A></x>",
                "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><x><A>&f;</A></x>",
                "<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/evil.dtd'><x><A>1</A></x>",
                "<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a>"
            })
    void refusesWhatIsNoPlainDocument(String xml) {
        assertThatExceptionOfType(MalformedEvent.class).isThrownBy(() -> read(xml));
    }

    @Test
    void refusesThousandsOfElements() {
        StringBuilder xml = new StringBuilder("<xml>");
        for (int i = 0; i < 5_000; i++) {
            xml.append("<A").append(i).append(">1</A").append(i).append(">");
        }
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> read(xml.append("</xml>").toString()));
    }

    @Test
    void saysWhatIsMissingButNotWhatIsThere() {
        EventFields fields = read("<xml><CreateTime>13812341234x</CreateTime></xml>");

        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> fields.required("UserID"))
                .withMessage("UserID is missing");
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> fields.number("CreateTime"))
                .withMessage("CreateTime is not a number");
    }

    private static EventFields read(String xml) {
        return EventFields.read(xml.getBytes(StandardCharsets.UTF_8));
    }
}
