package cn.bankscrm.simulator.page;

import cn.bankscrm.simulator.api.SignInCodes;
import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.http.QueryString;
import cn.bankscrm.simulator.http.Request;
import cn.bankscrm.simulator.http.Response;
import cn.bankscrm.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * WeCom's own sign-in pages: instead of scanning, one picks who signs in, and is sent back to {@code redirect_uri} with
 * a code and the state. {@code pick=USERID} in the address picks at once.
 */
public final class SignInPage {
    private static final String MEMBER = "pick";
    private static final String CUSTOMER = "pick_customer";

    private final String corpId;
    private final String officialAccount;
    private final World world;
    private final SignInCodes codes;

    /**
     * The pages of a corp.
     *
     * @param officialAccount the app id of the bank's account in WeChat, whose page is for customers alone
     */
    public SignInPage(String corpId, String officialAccount, World world, SignInCodes codes) {
        this.corpId = corpId;
        this.officialAccount = officialAccount;
        this.world = world;
        this.codes = codes;
    }

    /** The page with the code to scan, for members. */
    public Response scan(Request request) {
        return page(request, false);
    }

    /** The page inside the client, for members and for customers. */
    public Response authorize(Request request) {
        return page(request, true);
    }

    private Response page(Request request, boolean customersToo) {
        boolean weChat = customersToo && request.param("appid").equals(officialAccount);
        if (!weChat && !request.param("appid").equals(corpId)) {
            return refused("appid 与企业不符");
        }
        if (!request.param("redirect_uri").matches("https?://[^\\s]+")) {
            return refused("redirect_uri 缺失或不合法（50001）");
        }
        String userid = request.param(MEMBER);
        String customer = customersToo ? request.param(CUSTOMER) : "";
        if (!userid.isEmpty() && !weChat) {
            boolean personal = request.param("scope").equals("snsapi_privateinfo");
            return world.directory()
                    .member(userid)
                    .filter(Member::active)
                    .map(member -> back(request, new SignInCodes.Identity(true, member.userid(), personal)))
                    .orElseGet(() -> refused("没有这位在职员工"));
        }
        if (!customer.isEmpty()) {
            return back(request, new SignInCodes.Identity(false, customer, false));
        }
        return Response.html(Html.document("企业微信登录", choice(request, !weChat, customersToo)));
    }

    private String choice(Request request, boolean membersToo, boolean customersToo) {
        Map<String, String> query = new LinkedHashMap<>(request.query());
        String members = new PeopleList<Member>(
                        request.path(), Member::userid, member -> member.name() + " " + member.userid())
                .html(
                        world.directory().members().stream()
                                .filter(Member::active)
                                .toList(),
                        query,
                        "m",
                        MEMBER);
        String page = membersToo ? "<section><h2>选择扫码的员工</h2>" + members + "</section>" : "";
        if (customersToo) {
            page += "<section><h2>" + (membersToo ? "或选择客户" : "哪位客户打开了页面") + "</h2>"
                    + new PeopleList<Contact>(
                                    request.path(),
                                    Contact::externalUserid,
                                    contact -> contact.name() + " " + contact.externalUserid())
                            .html(world.friends().contacts(), query, "c", CUSTOMER)
                    + "</section>";
        }
        return page;
    }

    private Response back(Request request, SignInCodes.Identity who) {
        String target = request.param("redirect_uri");
        Map<String, String> query = new LinkedHashMap<>();
        query.put("code", codes.issue(who));
        query.put("state", request.param("state"));
        return Response.redirect(target + (target.contains("?") ? "&" : "?") + QueryString.encode(query));
    }

    private static Response refused(String why) {
        return Response.html(400, Html.document("企业微信登录", "<p class=\"problem\">" + Html.text(why) + "</p>"));
    }
}
