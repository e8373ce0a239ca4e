package cn.bankscrm.web.api;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.web.security.SignedIn;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;

/** The OpenAPI description at {@code /v3/api-docs}. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String SCHEME = "oauth2";

    private static final String PROBLEM = "Problem";

    private static final Map<String, String> REFUSALS = Map.of(
            "400", "A field or the request is wrong; fields names which",
            "401", "No token, or one that does not hold",
            "403", "The token lacks the scope",
            "409", "What is there now stands against it",
            "503", "Cannot be done now; nothing was done");

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

    /** Every refusal is a problem, whichever operation gives it. */
    @Bean
    OpenApiCustomizer problemDetails() {
        return api -> {
            api.getComponents().addSchemas(PROBLEM, problem());
            api.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(operation -> refusals(operation.getResponses()));
        };
    }

    private static void refusals(ApiResponses responses) {
        REFUSALS.forEach((status, meaning) -> responses.addApiResponse(
                status, responses.getOrDefault(status, new ApiResponse()).description(meaning)));
        responses.forEach((status, response) -> {
            if (status.startsWith("4") || status.startsWith("5")) {
                response.setContent(new Content()
                        .addMediaType(
                                MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                new io.swagger.v3.oas.models.media.MediaType()
                                        .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
            }
        });
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .description("RFC 9457")
                .addProperty("type", new StringSchema().description("urn:bankscrm:problem:<code>"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty(
                        "fields", new ArraySchema().items(new StringSchema()).description("with invalid-field: which"))
                .addProperty("traceId", new StringSchema());
    }
}
