package cn.bankscrm.compliance.reading;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.AdjustableClock;
import cn.bankscrm.compliance.alert.AlertNode;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.evidence.PackSelection;
import cn.bankscrm.core.institution.InstitutionId;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which requests for packs somebody sees, however many there are. */
class ChatExportRowsTests {

    private static final int MANY = 230;
    private static final Auditor ANNA = new Auditor("anna", AlertNode.HEAD, Optional.empty());
    private static final Auditor OF_NORTH = new Auditor("nora", AlertNode.NORTH, Optional.empty());
    private static final Auditor LI_HERSELF = new Auditor("li", AlertNode.HEAD, Optional.of(AlertNode.LI));

    @TempDir
    private Path data;

    private AlertNode node;
    private ChatExportRows rows;
    private ConversationId ofLi;
    private ConversationId ofWang;

    @BeforeEach
    void starts() {
        node = new AlertNode(data, new AdjustableClock(), ChatExportRows.class);
        rows = node.get(ChatExportRows.class);
        ofLi = node.chats().single("li", AlertNode.CUSTOMER);
        ofWang = node.chats().single("wang", AlertNode.CUSTOMER);
    }

    @AfterEach
    void ends() {
        node.close();
    }

    @Test
    void findsTheOldestOfManyByItsNumberAndAllOfThemPageByPage() {
        List<Long> asked = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            asked.addFirst(ask(ofWang, AlertNode.SOUTH, "boris"));
        }
        assertThat(rows.find(asked.getLast(), ANNA)).isPresent();
        assertThat(rows.waiting(ANNA)).isEqualTo(MANY);

        List<Long> seen = new ArrayList<>();
        List<ChatExport> page = rows.list(ANNA, Optional.empty(), 50);
        while (!page.isEmpty()) {
            page.forEach(export -> seen.add(export.id()));
            page = rows.list(ANNA, Optional.of(page.getLast().id()), 50);
        }
        assertThat(seen).isEqualTo(asked);
    }

    @Test
    void seesThoseOfThePartOfTheBankAndOnesOwnButNoneOfOnesOwnChats() {
        long north = ask(ofLi, AlertNode.NORTH, "boris");
        long south = ask(ofWang, AlertNode.SOUTH, "boris");
        long own = ask(ofWang, AlertNode.SOUTH, "nora");
        assertThat(ids(ANNA)).containsExactly(own, south, north);
        assertThat(ids(OF_NORTH)).containsExactly(own, north);
        assertThat(rows.find(south, OF_NORTH)).isEmpty();
        assertThat(rows.waiting(OF_NORTH)).as("who asked does not decide").isEqualTo(1);
        assertThat(ids(LI_HERSELF)).containsExactly(own, south);
        assertThat(rows.find(north, LI_HERSELF)).isEmpty();
    }

    private List<Long> ids(Auditor auditor) {
        return rows.list(auditor, Optional.empty(), 10).stream()
                .map(ChatExport::id)
                .toList();
    }

    private long ask(ConversationId of, InstitutionId institution, String account) {
        LocalDate day = LocalDate.of(2026, 11, 16);
        return rows.ask(
                of, new PackSelection.Conversation(of.value(), day, day), "监管调阅", "分局", institution.value(), account);
    }
}
