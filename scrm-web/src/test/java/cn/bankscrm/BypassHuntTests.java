package cn.bankscrm;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.interception.Cleared;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.realname.CodeMessage;
import cn.bankscrm.engagement.content.BlockedContents;
import cn.bankscrm.engagement.tracking.PublishedPages;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Controller;

/**
 * Looks for ways around the door. Every class that talks to the network, every API of WeCom that is called, and every
 * port that sends is in a list with the reason why no text leaves there that was not cleared; what is not in the list
 * fails.
 */
class BypassHuntTests {

    private static final Map<String, String> TALK_TO_THE_NETWORK = Map.of(
            "cn.bankscrm.sms.HttpSmsGateway", "phones of customers: a CodeMessage, which is a fixed text with a code",
            "cn.bankscrm.wechat.WeChatPageAuthorization", "asks WeChat who opens a page",
            "cn.bankscrm.wecom.client.WeComApi", "WeCom: by the APIs below",
            "cn.bankscrm.wecom.client.WeComTransport", "WeCom: by the APIs below",
            "cn.bankscrm.wecom.client.WeComClients", "WeCom: by the APIs below",
            "cn.bankscrm.wecom.client.WeComConnections", "WeCom: by the APIs below",
            "cn.bankscrm.wecom.client.FailureKinds", "names what went wrong with a call",
            "cn.bankscrm.wecom.contactway.QrPictures", "fetches pictures of codes from WeCom; says nothing",
            "cn.bankscrm.compliance.archive.S3MediaStore", "the bank's own store of files, encrypted",
            "cn.bankscrm.engagement.market.HttpMarketFeed", "asks a server of the bank for market values");

    /** What is called, and what a customer sees of it. */
    private static final Map<String, String> APIS = Map.ofEntries(
            Map.entry("department/get", "reads"),
            Map.entry("department/list", "reads"),
            Map.entry("user/get", "reads"),
            Map.entry("user/list", "reads"),
            Map.entry("externalcontact/batch/get_by_user", "reads"),
            Map.entry("externalcontact/get", "reads"),
            Map.entry("externalcontact/get_corp_tag_list", "reads"),
            Map.entry("externalcontact/get_follow_user_list", "reads"),
            Map.entry("externalcontact/get_strategy_tag_list", "reads"),
            Map.entry("externalcontact/get_unassigned_list", "reads"),
            Map.entry("externalcontact/get_user_behavior_data", "reads"),
            Map.entry("externalcontact/add_corp_tag", "tags are the staff's: customers do not see them"),
            Map.entry("externalcontact/edit_corp_tag", "tags are the staff's: customers do not see them"),
            Map.entry("externalcontact/del_corp_tag", "tags are the staff's: customers do not see them"),
            Map.entry("externalcontact/mark_tag", "tags are the staff's: customers do not see them"),
            Map.entry("externalcontact/get_intercept_rule_list", "reads"),
            Map.entry("externalcontact/get_intercept_rule", "reads"),
            Map.entry("externalcontact/add_intercept_rule", "words that staff are stopped at: no customer sees them"),
            Map.entry(
                    "externalcontact/update_intercept_rule", "words that staff are stopped at: no customer sees them"),
            Map.entry("externalcontact/del_intercept_rule", "words that staff are stopped at: no customer sees them"),
            Map.entry("externalcontact/add_msg_template", "Cleared, by MassSending"),
            Map.entry("externalcontact/get_groupmsg_list_v2", "reads"),
            Map.entry("externalcontact/get_groupmsg_task", "reads"),
            Map.entry("externalcontact/get_groupmsg_send_result", "reads"),
            Map.entry("externalcontact/remind_groupmsg_send", "reminds a member of what was cleared; no text"),
            Map.entry("externalcontact/cancel_groupmsg_send", "takes back"),
            Map.entry("externalcontact/add_moment_task", "Cleared, by MomentPublishing"),
            Map.entry("externalcontact/get_moment_task_result", "reads"),
            Map.entry("externalcontact/get_moment_list", "reads"),
            Map.entry("externalcontact/get_moment_task", "reads"),
            Map.entry("externalcontact/get_moment_customer_list", "reads"),
            Map.entry("externalcontact/get_moment_comments", "reads"),
            Map.entry("externalcontact/cancel_moment_task", "takes back"),
            Map.entry("externalcontact/send_welcome_msg", "Cleared, by WelcomeSending"),
            Map.entry("externalcontact/add_contact_way", "a code and its members; its name is the staff's"),
            Map.entry("externalcontact/update_contact_way", "as above"),
            Map.entry("externalcontact/del_contact_way", "takes away"),
            Map.entry("externalcontact/get_contact_way", "reads"),
            Map.entry("externalcontact/list_contact_way", "reads"),
            Map.entry("msgaudit/get_permit_user_list", "reads"),
            Map.entry("msgaudit/check_single_agree", "reads"),
            Map.entry("msgaudit/check_room_agree", "reads"),
            Map.entry("msgaudit/sim_get_chat_data", "reads; of the simulator alone"),
            Map.entry("msgaudit/sim_get_media_data", "reads; of the simulator alone"),
            Map.entry("externalcontact/remark", "limits of calls name it; nobody calls it"));

    /** Ports that send without {@link Cleared}, and why they may. */
    private static final Map<String, String> SEND_WITHOUT = Map.of(
            "cn.bankscrm.core.realname.SmsSender.send",
            "a CodeMessage is a fixed text with a code, made by its package alone",
            "cn.bankscrm.engagement.touch.MassSending.remind",
            "reminds a member of a draft that was cleared; no text of ours");

    /** What customers open by themselves, and whose words they read there. */
    private static final Map<String, String> OPENED_BY_CUSTOMERS = Map.of(
            "cn.bankscrm.web.realname.BindPageController",
            "our own pages, and the bank's consent text, written by one officer and approved by another",
            "cn.bankscrm.web.realname.FriendController",
            "for staff: makes the address of the first of these pages, which holds no text",
            "cn.bankscrm.web.workbench.ChatController",
            "for staff: hands over the address of the same page; words to say are cleared at that moment",
            "cn.bankscrm.web.realname.ConsentPageController",
            "the bank's consent text, written by one officer and approved by another",
            "cn.bankscrm.web.realname.ConsentRouteController",
            "the bank's consent text, written by one officer and approved by another",
            "cn.bankscrm.web.tracking.LinkPageController",
            "published contents: cleared and approved, and looked at again by BlockedContents when they are shown",
            "cn.bankscrm.web.contactway.PublicWayController",
            "names and posts of staff; what a branch wrote down of a code was cleared then, and is asked about when shown",
            "cn.bankscrm.web.tracking.LinkFileController",
            "files of published contents, approved with them; what is written in pictures is for the officer to see");

    private static final Pattern FOR_CUSTOMERS = Pattern.compile("/(h5|l|q)(/.*)?");

    private static final Pattern API = Pattern.compile(
            "(externalcontact|message|appchat|kf|media|user|department|tag|groupchat|msgaudit|webhook|linkedcorp|oa|card"
                    + "|corpgroup|school|miniprogram|customer_acquisition)/[a-z0-9_/]+");

    private static final Pattern SENDS = Pattern.compile(
            "(send|push|post|publish|reply|greet|welcome|notify|broadcast|deliver|message|remind|invite)[A-Za-z]*");

    private static final JavaClasses OURS =
            new ClassFileImporter().withImportOption(new ProductionOnly()).importPackages("cn.bankscrm");

    @Test
    void whateverTalksToTheNetworkIsKnown() {
        assertThat(production()
                        .filter(BypassHuntTests::talksToTheNetwork)
                        .map(BypassHuntTests::outermost)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(TALK_TO_THE_NETWORK.keySet());
    }

    @Test
    void everyApiOfWeComThatIsCalledIsKnown() {
        assertThat(production()
                        .filter(type -> type.getPackageName().startsWith("cn.bankscrm.wecom"))
                        .flatMap(type -> strings(type).stream())
                        .filter(text -> API.matcher(text).matches())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(APIS.keySet());
    }

    @Test
    void everyPortThatSendsTakesClearedText() {
        assertThat(production()
                        .filter(JavaClass::isInterface)
                        .filter(type ->
                                type.getPackageName().matches("cn\\.bankscrm\\.(core|kpi|engagement|compliance)\\..*"))
                        .flatMap(type -> sendWithoutClearance(type).stream())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(SEND_WITHOUT.keySet());
    }

    @Test
    void everyPageThatCustomersOpenIsKnown() {
        assertThat(production()
                        .filter(type -> type.isAnnotatedWith(Controller.class))
                        .filter(type -> strings(type).stream()
                                .anyMatch(text -> FOR_CUSTOMERS.matcher(text).matches()))
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(OPENED_BY_CUSTOMERS.keySet());
        assertThat(OURS.get(PublishedPages.class).getDirectDependenciesFromSelf())
                .extracting(dependency -> dependency.getTargetClass().getName())
                .contains(BlockedContents.class.getName());
    }

    @Test
    void nobodyButTheDoorMakesClearedText() {
        assertThat(callersOfConstructors(Cleared.class))
                .containsExactly("cn.bankscrm.compliance.interception.Interception");
        assertThat(callersOfConstructors(CodeMessage.class)).containsExactly("cn.bankscrm.core.realname.MobileProof");
    }

    /** The hunt itself: what it has to find, it finds. */
    @Test
    void wouldFindAPortThatTakesAnyText() {
        JavaClasses fixtures =
                new ClassFileImporter().importClasses(Leaking.class, Tight.class, Calling.class, Connected.class);
        assertThat(sendWithoutClearance(fixtures.get(Leaking.class)))
                .containsExactlyInAnyOrder(
                        Leaking.class.getName() + ".sendText", Leaking.class.getName() + ".replyWith");
        assertThat(sendWithoutClearance(fixtures.get(Tight.class))).isEmpty();
        assertThat(strings(fixtures.get(Calling.class))).contains("externalcontact/send_welcome_msg");
        assertThat(API.matcher("externalcontact/send_welcome_msg").matches()).isTrue();
        assertThat(talksToTheNetwork(fixtures.get(Connected.class))).isTrue();
    }

    interface Leaking {
        void sendText(ExternalUserId to, String text);

        void replyWith(List<String> lines);
    }

    interface Tight {
        void send(ExternalUserId to, Cleared text);
    }

    static final class Calling {
        String path() {
            return "externalcontact/send_welcome_msg";
        }
    }

    record Connected(HttpClient http) {}

    private static Stream<JavaClass> production() {
        return OURS.stream()
                .filter(type -> !type.getPackageName().matches("cn\\.bankscrm\\.(simulator|bench|db)(\\..*)?"));
    }

    private static boolean talksToTheNetwork(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass())
                .anyMatch(target -> target.getPackageName()
                                .matches(
                                        "(java\\.net\\.http|org\\.apache\\.http|okhttp3|jakarta\\.mail|me\\.chanjar|software\\.amazon"
                                                + "|org\\.springframework\\.web\\.(client|reactive))(\\..*)?")
                        || target.getName().matches("java\\.net\\.(Socket|URLConnection|HttpURLConnection)"));
    }

    private static String outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer.getName();
    }

    private static Set<String> sendWithoutClearance(JavaClass port) {
        return port.getMethods().stream()
                .filter(method -> SENDS.matcher(method.getName()).matches())
                .filter(method -> !method.getRawParameterTypes().isEmpty())
                .filter(method -> method.getRawParameterTypes().stream()
                        .noneMatch(parameter -> parameter.isEquivalentTo(Cleared.class)))
                .map(method -> method.getOwner().getName() + "." + method.getName())
                .collect(Collectors.toSet());
    }

    private static Set<String> callersOfConstructors(Class<?> type) {
        return OURS.get(type).getConstructorCallsToSelf().stream()
                .map(call -> call.getOriginOwner())
                .map(BypassHuntTests::outermost)
                .collect(Collectors.toSet());
    }

    /** The strings that a class names, read from its constant pool (JVM specification 4.4). */
    private static List<String> strings(JavaClass type) {
        try (InputStream stream =
                        type.getSource().orElseThrow().getUri().toURL().openStream();
                DataInputStream in = new DataInputStream(stream)) {
            in.readInt();
            in.readInt();
            int count = in.readUnsignedShort();
            List<String> strings = new ArrayList<>();
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> strings.add(in.readUTF());
                    case 5, 6 -> {
                        in.readLong();
                        i++;
                    }
                    case 7, 8, 16, 19, 20 -> in.readUnsignedShort();
                    case 15 -> in.skipBytes(3);
                    default -> in.readInt();
                }
            }
            return strings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
