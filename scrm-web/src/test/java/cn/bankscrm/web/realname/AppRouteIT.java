package cn.bankscrm.web.realname;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.contact.ContactProfile;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.web.api.TokenRequest;
import cn.bankscrm.web.realname.CertifiedBank.Friend;
import cn.bankscrm.web.realname.CertifiedBank.Person;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the bank's app reports: in any order, as often as it likes, and never to the harm of what was ended. */
class AppRouteIT extends CertifyingSetUp {

    @Autowired
    Clock clock;

    private final HttpClient http = HttpClient.newHttpClient();
    private String token = "";

    @BeforeEach
    void asksForAToken() throws Exception {
        token = TokenRequest.token(TokenRequest.of("realname", "real-name").send(http, port));
    }

    @Test
    void certifiesOnceHoweverOftenItIsTold() throws Exception {
        Person person = bank.customer();
        Friend friend = bank.friend();
        Instant at = before(Duration.ofHours(1));

        assertThat(bind(contact(friend), person, at).statusCode()).isEqualTo(201);
        assertThat(bind(contact(friend), person, at).statusCode()).isEqualTo(200);
        assertThat(bind(unionId(friend), person, at).statusCode()).isEqualTo(200);

        assertThat(count("core.binding", person)).isEqualTo(1);
        assertThat(count("core.consent", person)).isEqualTo(1);
    }

    @Test
    void waitsForTheContactWhereOnlyTheUnionIdIsKnown() throws Exception {
        Person person = bank.customer();
        String unionId = "uComesLater" + person.no();
        Instant at = before(Duration.ofMinutes(5));
        HttpResponse<String> told = bind("\"unionId\":\"" + unionId + "\"", person, at);
        assertThat(told.statusCode()).isEqualTo(201);
        assertThat(told.body()).contains("AWAITS_CONTACT");
        assertThat(bind("\"unionId\":\"" + unionId + "\"", person, at).statusCode())
                .isEqualTo(200);
        assertThat(count("core.binding", person)).isZero();

        contacts.describe(
                List.of(new ContactProfile(new ExternalUserId("wmLater" + person.no()), 1, "来迟了", 0, unionId)));

        assertThat(count("core.binding", person)).isEqualTo(1);
        assertThat(bind("\"unionId\":\"" + unionId + "\"", person, at).statusCode())
                .isEqualTo(200);
        assertThat(db.sql("select count(*) from core.awaited_binding where unionid = :id")
                        .param("id", unionId)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void tellsTheProvinceOfACertificationByTheLinkThatHasNone() throws Exception {
        Person person = bank.customer();
        Friend friend = bank.friend();
        String ofNoPlace = "10.1.2.3";
        new Customer(port, ofNoPlace).certify(bank.invitation(friend), person.name(), person.mobile());
        String path = "/customers/" + person.no() + "/bindings";
        assertThat(bank.manager().get(path).body()).contains("认证链接").doesNotContain("广东");

        assertThat(bind(contact(friend) + ",\"province\":\"440000\"", person, before(Duration.ofSeconds(1)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(bank.manager().get(path).body()).contains("认证链接", "广东");

        bind(contact(friend) + ",\"province\":\"310000\"", person, before(Duration.ofSeconds(1)));
        assertThat(bank.manager().get(path).body())
                .as("what is known stays")
                .contains("广东")
                .doesNotContain("上海");
    }

    @Test
    void refusesATimeThatHasNotCome() throws Exception {
        Person person = bank.customer();
        HttpResponse<String> answer =
                bind(contact(bank.friend()), person, clock.instant().plus(Duration.ofHours(1)));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("bound-at-in-future");
        assertThat(count("core.binding", person)).isZero();
    }

    @Test
    void doesNotReviveWhatTheCustomerEnded() throws Exception {
        Person person = bank.customer();
        Friend friend = bank.friend();
        Instant at = before(Duration.ofHours(1));
        bind(contact(friend), person, at);

        assertThat(withdraw(person).statusCode()).isEqualTo(204);
        assertThat(withdraw(person).statusCode()).isEqualTo(204);
        HttpResponse<String> replayed = bind(contact(friend), person, at);

        assertThat(replayed.statusCode()).isEqualTo(409);
        assertThat(replayed.body()).contains("ENDED_SINCE");
        assertThat(standing(person)).isZero();
        assertThat(bind(contact(friend), person, clock.instant()).statusCode())
                .as("the customer may agree anew")
                .isEqualTo(201);
    }

    @Test
    void sendsEveryConflictToOneReview() throws Exception {
        Person person = bank.customer();
        Person other = bank.customer();
        Friend friend = bank.friend();
        bind(contact(friend), person, before(Duration.ofHours(2)));

        Instant at = before(Duration.ofHours(1));
        HttpResponse<String> conflict = bind(contact(friend), other, at);
        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.body()).contains("BOUND_ELSEWHERE").doesNotContain(person.no());
        bind(contact(friend), other, at);
        assertThat(reviews(friend)).containsExactly("BOUND_ELSEWHERE");

        Friend second = bank.friend();
        assertThat(bind(contact(second), person, at).body()).contains("BOUND_ELSEWHERE");
        assertThat(reviews(second)).containsExactly("BOUND_ELSEWHERE");

        Friend wrong = bank.friend();
        assertThat(bind(contact(wrong), new Person(person.no(), "", "13266660099"), at)
                        .body())
                .contains("NO_SUCH_CUSTOMER");
        assertThat(reviews(wrong)).containsExactly("NO_SUCH_CUSTOMER");

        Friend mixed = bank.friend();
        assertThat(bind(contact(mixed) + ",\"unionId\":\"uAnother\"", bank.customer(), at)
                        .body())
                .contains("OTHER_WECHAT");
        assertThat(reviews(mixed)).containsExactly("OTHER_WECHAT");
    }

    @Test
    void wantsSomebodyToBeNamed() throws Exception {
        HttpResponse<String> answer = bind("\"province\":\"440000\"", bank.customer(), before(Duration.ofHours(1)));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("externalUserId", "unionId");
    }

    private static String contact(Friend friend) {
        return "\"externalUserId\":\"" + friend.userId() + "\"";
    }

    private static String unionId(Friend friend) {
        return "\"unionId\":\"" + friend.unionId() + "\"";
    }

    private Instant before(Duration time) {
        return clock.instant().minus(time).truncatedTo(ChronoUnit.MILLIS);
    }

    private HttpResponse<String> bind(String who, Person person, Instant at) throws Exception {
        return send(HttpRequest.newBuilder(uri("/bindings"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{%s,\"customerNo\":\"%s\",\"mobile\":\"%s\",\"boundAt\":\"%s\",\"consentVersion\":\"app-1\"}"
                                .formatted(who, person.no(), person.mobile(), at))));
    }

    private HttpResponse<String> withdraw(Person person) throws Exception {
        return send(HttpRequest.newBuilder(uri("/consents?customerNo=" + person.no()))
                .DELETE());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(
                request.header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + "/api/v1/real-name" + path);
    }

    private long count(String table, Person person) {
        return db.sql("select count(*) from " + table + " b join core.customer c on c.id = b.customer_id "
                        + "where c.customer_no = :no")
                .param("no", person.no())
                .query(Long.class)
                .single();
    }

    private long standing(Person person) {
        return db.sql("select count(*) from core.binding b join core.customer c on c.id = b.customer_id "
                        + "where c.customer_no = :no and b.unbound_at is null")
                .param("no", person.no())
                .query(Long.class)
                .single();
    }

    private List<String> reviews(Friend friend) {
        return db.sql("""
                        select r.kind from core.binding_review r
                        join core.external_contact e on e.id = r.contact_id where e.external_userid = :id
                        """)
                .param("id", friend.userId())
                .query((row, n) -> row.getString("kind"))
                .list();
    }
}
