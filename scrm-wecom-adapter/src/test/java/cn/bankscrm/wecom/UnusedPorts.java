package cn.bankscrm.wecom;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.core.realname.CodeMessage;
import cn.bankscrm.core.realname.Mobile;
import cn.bankscrm.core.realname.SmsSender;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the core asks of others than the adapter: nobody signed in, and no SMS gateway. */
@Configuration(proxyBeanMethods = false)
public class UnusedPorts {

    @Bean
    public CurrentActor currentActor() {
        return () -> Actor.system("test");
    }

    @Bean
    public SmsSender smsSender() {
        return new SmsSender() {
            @Override
            public boolean available() {
                return false;
            }

            @Override
            public void send(Mobile to, CodeMessage message) {
                throw new UnsupportedOperationException("No test of the adapter sends a message");
            }
        };
    }
}
