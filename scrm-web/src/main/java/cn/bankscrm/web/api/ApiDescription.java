package cn.bankscrm.web.api;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.web.security.SignedIn;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The OpenAPI description at {@code /v3/api-docs}. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String SCHEME = "oauth2";

    static {
        // Decided by the token, not by parameters.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(DataScope.class, SignedIn.class);
    }

    @Bean
    OpenAPI openApi() {
        Scopes scopes = new Scopes();
        Arrays.stream(ApiScope.values()).forEach(scope -> scopes.addString(scope.word(), scope.purpose()));
        OAuthFlow clientCredentials = new OAuthFlow().tokenUrl("/oauth2/token").scopes(scopes);
        return new OpenAPI()
                .info(new Info()
                        .title("Bank SCRM on WeCom")
                        .version("v1")
                        .description("For the bank's own systems. Errors are problem details (RFC 9457) whose type is "
                                + "urn:bankscrm:problem:<code>; each carries a traceId to ask about."))
                .components(new Components()
                        .addSecuritySchemes(
                                SCHEME,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.OAUTH2)
                                        .flows(new OAuthFlows().clientCredentials(clientCredentials))))
                .addSecurityItem(new SecurityRequirement().addList(SCHEME));
    }
}
