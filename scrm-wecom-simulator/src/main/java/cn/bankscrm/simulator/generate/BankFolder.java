package cn.bankscrm.simulator.generate;

import cn.bankscrm.simulator.http.Json;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** Writes a bank as a folder: {@code bank/*.csv} by RFC 4180, {@code wecom/*.jsonl} in WeCom's field names. */
public final class BankFolder {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
    private static final JsonMapper WITH_NULLS = Json.MAPPER
            .rebuild()
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.ALWAYS))
            .build();

    private final Path folder;

    public BankFolder(Path folder) {
        this.folder = folder;
    }

    public void write(GeneratedBank bank) {
        try {
            Files.createDirectories(folder.resolve("bank"));
            Files.createDirectories(folder.resolve("wecom"));
            writeBooks(bank);
            writePossessions(bank);
            writeWeCom(bank);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder, e);
        }
    }

    private void writeBooks(GeneratedBank bank) throws IOException {
        csv(
                "institutions",
                "code,name,parent_code,level,province",
                bank.institutions(),
                one -> row(one.code(), one.name(), one.parentCode(), one.level(), one.province()));
        try (BufferedWriter out =
                begin("staff", "staff_no,name,wecom_userid,position,institution_code,valid_from,valid_to")) {
            for (StaffMember member : bank.staff()) {
                for (StaffMember.Post post : member.posts()) {
                    out.write(row(
                            member.staffNo(),
                            member.name(),
                            member.userid(),
                            post.position(),
                            post.institution().code(),
                            post.from(),
                            post.to().map(String::valueOf).orElse("")));
                }
            }
        }
        csv(
                "customers",
                "customer_no,name,mobile,birthday,has_account,aum,institution_code,segments",
                bank.customers(),
                one -> row(
                        one.customerNo(),
                        one.name(),
                        one.mobile(),
                        one.birthday(),
                        one.hasAccount(),
                        one.aum().toPlainString(),
                        one.institution().code(),
                        String.join("|", one.segments())));
        csv(
                "assignments",
                "customer_no,staff_no,valid_from,valid_to",
                bank.assignments(),
                one -> row(
                        one.customer().customerNo(),
                        one.staff().staffNo(),
                        one.from(),
                        one.to().map(String::valueOf).orElse("")));
        csv(
                "bindings",
                "external_userid,customer_no,bound_at,route,province,unbound_at",
                bank.bindings(),
                one -> row(
                        one.externalUserid(),
                        one.customer().customerNo(),
                        moment(one.boundAt()),
                        one.route(),
                        one.province(),
                        one.unboundAt().map(BankFolder::moment).orElse("")));
    }

    private void writePossessions(GeneratedBank bank) throws IOException {
        csv(
                "holdings",
                "customer_no,account_no,kind,product,amount,opened_on,matures_on",
                bank.holdings(),
                one -> row(
                        one.customer().customerNo(),
                        one.accountNo(),
                        one.kind(),
                        one.product(),
                        one.amount().toPlainString(),
                        one.opened(),
                        one.matures().map(String::valueOf).orElse("")));
        csv(
                "attributes",
                "customer_no,attribute,value",
                bank.attributes(),
                one -> row(one.customer().customerNo(), one.name(), one.value()));
        csv(
                "interactions",
                "customer_no,staff_no,channel,contacted_at",
                bank.interactions(),
                one -> row(one.customer().customerNo(), one.staff().staffNo(), one.channel(), moment(one.at())));
        csv(
                "referrals",
                "code,customer_no,staff_no",
                bank.referralCodes(),
                one -> row(one.code(), one.customer().customerNo(), one.staff().staffNo()));
    }

    private void writeWeCom(GeneratedBank bank) throws IOException {
        lines("departments", bank.weCom().departments(), Json.MAPPER);
        lines("users", bank.weCom().members(), Json.MAPPER);
        lines("external_contacts", bank.weCom().contacts(), Json.MAPPER);
        lines("follow_users", bank.weCom().friends(), WITH_NULLS);
        lines("corp_tags", bank.weCom().tags(), Json.MAPPER);
        lines("behavior_data", bank.weCom().behaviour().get(), WITH_NULLS);
    }

    private <T> void csv(String file, String header, List<T> items, Function<T, String> row) throws IOException {
        try (BufferedWriter out = begin(file, header)) {
            for (T item : items) {
                out.write(row.apply(item));
            }
        }
    }

    private BufferedWriter begin(String file, String header) throws IOException {
        BufferedWriter out = Files.newBufferedWriter(folder.resolve("bank").resolve(file + ".csv"));
        out.write(header + "\r\n");
        return out;
    }

    private void lines(String file, List<?> items, JsonMapper mapper) throws IOException {
        try (BufferedWriter out =
                Files.newBufferedWriter(folder.resolve("wecom").resolve(file + ".jsonl"))) {
            for (Object item : items) {
                out.write(mapper.writeValueAsString(item));
                out.write('\n');
            }
        }
    }

    private static String row(Object... cells) {
        StringBuilder row = new StringBuilder();
        for (Object cell : cells) {
            row.append(row.isEmpty() ? "" : ",").append(quoted(String.valueOf(cell)));
        }
        return row.append("\r\n").toString();
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }

    private static String moment(Instant moment) {
        return MOMENT.format(moment.atOffset(ZoneOffset.ofHours(8)));
    }
}
