package cn.bankscrm.simulator.callback;

import java.time.Instant;

/** Builds an event's XML: texts in CDATA, numbers bare. */
final class EventXml {
    private final StringBuilder xml = new StringBuilder("<xml>");

    EventXml(String corpId, Instant at, String event, String changeType) {
        text("ToUserName", corpId);
        text("FromUserName", "sys");
        number("CreateTime", at.getEpochSecond());
        text("MsgType", "event");
        text("Event", event);
        optional("ChangeType", changeType);
    }

    EventXml text(String name, String value) {
        // a CDATA section cannot hold its own end
        String safe = value.replace("]]>", "]]]]><![CDATA[>");
        return element(name, "<![CDATA[" + safe + "]]>");
    }

    EventXml optional(String name, String value) {
        return value.isEmpty() ? this : text(name, value);
    }

    EventXml number(String name, long value) {
        return element(name, Long.toString(value));
    }

    String end() {
        return xml + "</xml>";
    }

    private EventXml element(String name, String content) {
        xml.append('<')
                .append(name)
                .append('>')
                .append(content)
                .append("</")
                .append(name)
                .append('>');
        return this;
    }
}
