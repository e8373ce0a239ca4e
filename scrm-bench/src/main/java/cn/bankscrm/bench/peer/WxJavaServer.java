package cn.bankscrm.bench.peer;

import me.chanjar.weixin.cp.bean.message.WxCpXmlMessage;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The peer: how callbacks are commonly taken in, by WxJava's cryptography and messages and one JPA save each. */
@Configuration(proxyBeanMethods = false)
@AutoConfigurationPackage
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    HibernateJpaAutoConfiguration.class
})
@EnableJpaRepositories(considerNestedRepositories = true)
public class WxJavaServer {

    public static void main(String[] args) {
        SpringApplication.run(WxJavaServer.class, args);
    }

    interface StoredCallbacks extends JpaRepository<StoredCallback, Long> {}

    @Bean
    WxCpDefaultConfigImpl app(
            @Value("${peer.corp}") String corp,
            @Value("${peer.token}") String token,
            @Value("${peer.aes-key}") String aesKey) {
        WxCpDefaultConfigImpl app = new WxCpDefaultConfigImpl();
        app.setCorpId(corp);
        app.setToken(token);
        app.setAesKey(aesKey);
        return app;
    }

    @RestController
    static class Callbacks {

        private final WxCpDefaultConfigImpl app;
        private final StoredCallbacks stored;

        Callbacks(WxCpDefaultConfigImpl app, StoredCallbacks stored) {
            this.app = app;
            this.stored = stored;
        }

        @GetMapping("/")
        String ready() {
            return "ready";
        }

        @PostMapping("/wecom/callback/customer")
        ResponseEntity<String> arrived(
                @RequestParam("msg_signature") String signature,
                @RequestParam("timestamp") String timestamp,
                @RequestParam("nonce") String nonce,
                @RequestBody String body) {
            stored.save(
                    new StoredCallback(WxCpXmlMessage.fromEncryptedXml(body, app, timestamp, nonce, signature), body));
            return ResponseEntity.ok("success");
        }
    }
}
