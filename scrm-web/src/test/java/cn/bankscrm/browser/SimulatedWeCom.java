package cn.bankscrm.browser;

import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.generate.BankGenerator;
import cn.bankscrm.simulator.generate.BankPlan;
import cn.bankscrm.simulator.generate.GeneratedBank;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts WeCom's simulator on a bank made from a seed, and tells the platform where it is. */
class SimulatedWeCom implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String CORP = "wwbrowsertests00001";
    private static final String TOKEN = "browserTestsToken01";
    private static final String AES_KEY = "browserTestsKey0123456789abcdefghijklmnopqA";

    private static final String ACCOUNT = "wxbrowsertests0001";
    private static final String ACCOUNT_SECRET = "secret-of-account";
    private static final String SMS_TOKEN = "token-of-sms";

    private static final BankPlan PLAN = new BankPlan(20261121, 8, 30, 900, 600, LocalDate.of(2026, 11, 20));

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        GeneratedBank bank = BankGenerator.generate(PLAN);
        WeComSimulator weCom = WeComSimulator.builder()
                .corpId(CORP)
                .callbackKeys(TOKEN, AES_KEY)
                .data(bank.weCom())
                .weChat(ACCOUNT, ACCOUNT_SECRET)
                .smsToken(SMS_TOKEN)
                .start();
        List<String> settings = new ArrayList<>(List.of(
                "scrm.wecom.api-base-url=" + weCom.baseUri(),
                "scrm.wecom.login-base-url=" + weCom.baseUri(),
                "scrm.wecom.corp-id=" + weCom.corpId(),
                "scrm.wechat.app-id=" + ACCOUNT,
                "scrm.wechat.secret=" + ACCOUNT_SECRET,
                "scrm.wechat.authorize-base-url=" + weCom.baseUri(),
                "scrm.wechat.api-base-url=" + weCom.baseUri(),
                "scrm.sms.url=" + weCom.baseUri() + "/sim/sms",
                "scrm.sms.token=" + SMS_TOKEN));
        for (String app : List.of("contact", "customer", "archive", "workbench")) {
            settings.add("scrm.wecom.apps." + app + ".secret=secret-of-" + app);
            settings.add("scrm.wecom.apps." + app + ".agent-id=1000002");
            settings.add("scrm.wecom.apps." + app + ".token=" + TOKEN);
            settings.add("scrm.wecom.apps." + app + ".encoding-aes-key=" + AES_KEY);
        }
        settings.add("scrm.wecom.archive.pull-every=1s");
        TestPropertyValues.of(Map.of(
                        "scrm.wecom.archive.private-keys.1",
                        Objects.requireNonNull(
                                weCom.chats().log().keys().privateKeys().get(1))))
                .applyTo(context);
        TestPropertyValues.of(settings).applyTo(context);
        GenericApplicationContext beans = (GenericApplicationContext) context;
        beans.registerBean(GeneratedBank.class, () -> bank);
        beans.registerBeanDefinition(
                "weComSimulator",
                BeanDefinitionBuilder.genericBeanDefinition(WeComSimulator.class, () -> weCom)
                        .setDestroyMethodName("close")
                        .getBeanDefinition());
    }
}
