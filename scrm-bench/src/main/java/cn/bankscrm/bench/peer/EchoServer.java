package cn.bankscrm.bench.peer;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The limit: the same kind of server, a servlet that reads the body and answers, and nothing else. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
public class EchoServer {

    public static void main(String[] args) {
        SpringApplication.run(EchoServer.class, args);
    }

    @Bean
    ServletRegistrationBean<Echo> echo() {
        return new ServletRegistrationBean<>(new Echo(), "/*");
    }

    static final class Echo extends HttpServlet {

        private static final long serialVersionUID = 1L;
        private static final byte[] SUCCESS = "success".getBytes(StandardCharsets.US_ASCII);

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getInputStream().readAllBytes();
            response.setContentType("text/plain;charset=UTF-8");
            response.setContentLength(SUCCESS.length);
            response.getOutputStream().write(SUCCESS);
        }
    }
}
