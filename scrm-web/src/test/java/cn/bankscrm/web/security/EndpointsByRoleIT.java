package cn.bankscrm.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.api.ApiScope;
import cn.bankscrm.web.api.TokenRequest;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every address of the application, tried as everybody, against the list of who may open it. An address that is not in
 * the list fails the test: whoever adds one says here who may. Only the filters are passed, and no controller runs.
 */
@ScrmWebTest
class EndpointsByRoleIT {

    /** A: administrator, B: branch manager, M: middle office, C: compliance, R: relationship manager, O: operations. */
    private static final Map<String, Role> LETTERS = Map.of(
            "A", Role.ADMINISTRATOR,
            "B", Role.BRANCH_MANAGER,
            "M", Role.MIDDLE_OFFICE,
            "C", Role.COMPLIANCE,
            "R", Role.RELATIONSHIP_MANAGER,
            "O", Role.OPERATIONS);

    /** {@code all} is anybody, {@code signed-in} any role, {@code -} nobody; other words are scopes of API clients. */
    private static final String WHO_MAY = """
            ANY  /error                                                                   all
            # guarded by WeCom's signature
            ANY  /wecom/callback/*                                                        all
            GET  /v3/api-docs                                                             all
            GET  /v3/api-docs.yaml                                                        -
            GET  /sign-in                                                                 all
            GET  /sign-in/wecom                                                           all

            GET  /                                                                        signed-in
            GET  /account/password                                                        signed-in
            POST /account/password                                                        signed-in
            # guarded by the link's signature
            GET  /h5/bind/{token}                                                         all
            POST /h5/bind/{token}                                                         all
            GET  /h5/bind/{token}/wechat                                                  all
            POST /h5/bind/{token}/code                                                    all
            GET  /h5/bind/{token}/consent                                                 all
            GET  /h5/bind/{token}/consent/wechat                                          all
            POST /h5/bind/{token}/consent                                                 all
            POST /h5/bind/{token}/consent/code                                            all
            GET  /h5/consent/{token}                                                      all
            POST /h5/consent/{token}                                                      all
            GET  /h5/consent/text/{version}                                               all
            # guarded by the code's and the ticket's signature
            GET  /l/{code}                                                                all
            # of what is published, and nothing else
            GET  /l/files/{content:\\d{1,18}}/{sha256}                                    all
            GET  /l/{code}/wechat                                                         all
            POST /l/{code}/seen                                                           all
            GET  /l/{code}/go                                                             all
            POST /l/{code}/opt-out                                                        all
            POST /l/{code}/opt-in                                                         all
            # guarded by a code that nobody guesses, and limits by address
            GET  /q/{code}                                                                all
            GET  /contact-ways                                                            A B M R
            GET  /contact-ways/export                                                     A B M R
            GET  /contact-ways/codes                                                      A B M R
            POST /contact-ways/page                                                       B M
            POST /contact-ways/orphans/remove                                             A
            GET  /contact-ways/new                                                        B M
            POST /contact-ways/new                                                        B M
            GET  /contact-ways/{id:\\d{1,18}}                                             A B M R
            GET  /contact-ways/{id:\\d{1,18}}/qr                                          A B M R
            GET  /contact-ways/{id:\\d{1,18}}/edit                                        B M
            POST /contact-ways/{id:\\d{1,18}}/edit                                        B M
            POST /contact-ways/{id:\\d{1,18}}/end                                         B M
            POST /contact-ways/{id:\\d{1,18}}/again                                       B M
            POST /contact-ways/{id:\\d{1,18}}/greeting                                    M
            GET  /friends                                                                 A B R
            POST /friends/{link:\\d{1,18}}/invitations                                    A B R
            GET  /friends/invitations/{id:\\d{1,18}}                                      A B R
            GET  /reviews                                                                 A B C
            GET  /reviews/{id:\\d{1,18}}                                                  A B C
            POST /reviews/{id:\\d{1,18}}                                                  A B C
            GET  /consent-texts                                                           A C
            POST /consent-texts                                                           C
            GET  /consent-texts/_new                                                      C
            GET  /consent-texts/{version}                                                 A C
            POST /consent-texts/{version}                                                 C
            GET  /consent-texts/{version}/edit                                            C
            POST /consent-texts/{version}/approve                                         C
            POST /consent-texts/{version}/send-back                                       C
            POST /consent-texts/{version}/discard                                         C
            GET  /content                                                                 A B M C R
            POST /content                                                                 M
            GET  /content/new                                                             M
            POST /content/check                                                           M
            POST /content/files                                                           M
            GET  /content/files/{sha256:[0-9a-f]{64}}                                     A B M C R
            GET  /content/{id:\\d{1,18}}                                                  A B M C R
            POST /content/{id:\\d{1,18}}                                                  M
            POST /content/{id:\\d{1,18}}/versions                                         M
            POST /content/{id:\\d{1,18}}/take-back                                        M
            POST /content/{id:\\d{1,18}}/approve                                          C
            POST /content/{id:\\d{1,18}}/send-back                                        C
            POST /content/{id:\\d{1,18}}/withdraw                                         M C
            GET  /compliance/sampling                                                     C
            POST /compliance/sampling/plans                                               C
            POST /compliance/sampling/plans/{id:\\d{1,18}}/end                            C
            GET  /compliance/sampling/plans/{id:\\d{1,18}}/draw                           C
            POST /compliance/sampling/plans/{id:\\d{1,18}}/draw                           C
            GET  /compliance/sampling/draws/{id:\\d{1,18}}                                C
            GET  /compliance/sampling/draws/{id:\\d{1,18}}/export                         C
            GET  /compliance/sampling/reviews                                             C
            GET  /compliance/sampling/reviews/{id:\\d{1,18}}                              C
            POST /compliance/sampling/reviews/{id:\\d{1,18}}                              C
            GET  /sends                                                                    A B M R
            GET  /sends/export                                                             A B M R
            POST /sends/{id:\\d{1,18}}/remind                                              B M
            GET  /sends/new                                                                M
            POST /sends/new                                                                M
            GET  /sends/welcomes                                                           M
            POST /sends/welcomes                                                           M
            POST /sends/welcomes/remove                                                    M
            GET  /compliance/response                                                     A B M C R
            GET  /compliance/response/export                                              A B M C R
            GET  /compliance/response/settings                                            C
            POST /compliance/response/settings/hours                                      C
            POST /compliance/response/settings/hours/remove                               C
            POST /compliance/response/settings/days                                       C
            POST /compliance/response/settings/days/remove                                C
            POST /compliance/response/settings/limits                                     C
            POST /compliance/response/settings/phrases                                    C
            GET  /compliance/archive                                                      C
            POST /compliance/archive/search                                               C
            GET  /compliance/archive/conversations/{id:\\d{1,18}}                          C
            POST /compliance/archive/conversations/{id:\\d{1,18}}/reason                   C
            GET  /compliance/archive/conversations/{id:\\d{1,18}}/lines                    C
            GET  /compliance/archive/conversations/{id:\\d{1,18}}/messages/{seq:\\d{1,18}} C
            GET  /compliance/intercept-rules                                              C
            POST /compliance/intercept-rules/compare                                      C
            GET  /compliance/alerts                                                       B C
            GET  /compliance/alerts/export                                                B C
            GET  /compliance/alerts/overview                                              B C
            GET  /compliance/alerts/trend                                                 B C
            GET  /compliance/alerts/{id:\\d{1,18}}                                        B C
            POST /compliance/alerts/{id:\\d{1,18}}                                        C
            GET  /compliance/cases                                                        B C
            POST /compliance/cases                                                        C
            GET  /compliance/cases/export                                                 B C
            POST /compliance/cases/alerts                                                 C
            GET  /compliance/cases/{id:\\d{1,18}}                                         B C
            POST /compliance/cases/{id:\\d{1,18}}                                         C
            GET  /compliance/archive/conversations/{id:\\d{1,18}}/messages/{seq:\\d{1,18}}/files/{file:\\d{1,18}} C
            POST /compliance/archive/conversations/{id:\\d{1,18}}/exports                C
            GET  /compliance/archive/exports                                              C
            POST /compliance/archive/exports/{id:\\d{1,18}}/approve                      C
            POST /compliance/archive/exports/{id:\\d{1,18}}/refuse                       C
            GET  /compliance/archive/exports/{id:\\d{1,18}}/file                         C
            GET  /sidebar                                                                 B R
            GET  /sidebar/signature                                                        B R
            POST /sidebar/customer                                                         B R
            POST /sidebar/tasks/{touch:\\d{1,18}}/offer                                  B R
            POST /sidebar/contents/{id:\\d{1,18}}/offer                                  B R
            POST /sidebar/invitation                                                       B R
            POST /sidebar/offers/{key}/sent                                                B R
            POST /sidebar/notes                                                            B R
            POST /sidebar/check                                                           B R
            POST /sidebar/go-on                                                           B R
            GET  /workbench                                                                R
            POST /workbench/tasks/{key}/words                                              R
            POST /workbench/tasks/{key}/done                                               R
            POST /workbench/tasks/{key}/decline                                            R
            POST /workbench/tasks/{key}/draft                                              R
            POST /workbench/offers/{key}/sent                                              R
            GET  /leads                                                                   B R
            POST /leads/{id:\\d{1,18}}/take                                               B R
            POST /leads/{id:\\d{1,18}}/done                                               B R
            POST /leads/{id:\\d{1,18}}/drop                                               B R
            GET  /content/{id:\\d{1,18}}/funnel                                           A B M R
            GET  /content/{id:\\d{1,18}}/funnel/people                                    A B M R
            GET  /content/{id:\\d{1,18}}/funnel/export                                    A B M R
            GET  /sales                                                                   A B M R
            GET  /sales/export                                                            A B M R
            GET  /refusals                                                                A C O
            GET  /compliance/lexicon                                                      A C
            POST /compliance/lexicon/try                                                  A C
            GET  /compliance/lexicon/back-scans/{id:\\d{1,18}}                             A C
            POST /compliance/lexicon/back-scans/{id:\\d{1,18}}/pause                       C
            POST /compliance/lexicon/back-scans/{id:\\d{1,18}}/resume                      C
            POST /compliance/lexicon/versions/{number:[0-9]{1,9}}/back-scan               C
            GET  /compliance/lexicon/hits                                                 A C
            POST /compliance/lexicon/false-positives                                      C
            POST /compliance/lexicon/false-positives/{id:[0-9]{1,18}}/take                C
            POST /compliance/lexicon/false-positives/{id:[0-9]{1,18}}/dismiss             C
            POST /compliance/lexicon/imports                                              C
            GET  /compliance/lexicon/imports/{id:\\d{1,18}}                               C
            GET  /compliance/lexicon/imports/{id:\\d{1,18}}/rejected.csv                  C
            POST /compliance/lexicon/versions                                             C
            GET  /compliance/lexicon/versions/{number:[0-9]{1,9}}                         A C
            GET  /compliance/lexicon/versions/{number:[0-9]{1,9}}/difference              A C
            GET  /compliance/lexicon/versions/{number:[0-9]{1,9}}/entries.csv             A C
            POST /compliance/lexicon/versions/{number:[0-9]{1,9}}/submit                  C
            POST /compliance/lexicon/versions/{number:[0-9]{1,9}}/send-back               C
            POST /compliance/lexicon/versions/{number:[0-9]{1,9}}/drop                    C
            POST /compliance/lexicon/versions/{number:[0-9]{1,9}}/publish                 C
            POST /compliance/lexicon/versions/{number:[0-9]{1,9}}/entries                 C
            GET  /compliance/lexicon/versions/{number:[0-9]{1,9}}/entries/_new            C
            GET  /compliance/lexicon/versions/{number:[0-9]{1,9}}/entries/{entry:[0-9]{1,18}} C
            POST /compliance/lexicon/versions/{number:[0-9]{1,9}}/entries/{entry:[0-9]{1,18}} C
            POST /compliance/lexicon/versions/{number:[0-9]{1,9}}/entries/{entry:[0-9]{1,18}}/remove C
            GET  /customers/{no}/bindings                                                 A B R
            POST /customers/{no}/bindings/{id:\\d{1,18}}/end                              A B R
            POST /customers/{no}/bindings/consents/{id:\\d{1,18}}/withdraw                A B R
            GET  /institutions                                                            A B M C R
            GET  /customers                                                               A B M C R
            GET  /customers/found                                                         A B M C R
            POST /customers/search                                                        A B M C R
            GET  /customers/{no}                                                          A B M C R
            GET  /customers/{no}/timeline                                                 A B M C R
            GET  /customers/{no}/segments/{id:\\d{1,5}}                                    A B M C R
            POST /customers/{no}/reveal                                                   B C R
            POST /customers/{no}/notes                                                    B R
            POST /customers/{no}/referral-code                                            R
            GET  /maintenance                                                             A B M R
            GET  /maintenance/customers                                                   A B M R
            GET  /maintenance/export                                                      A B M R
            GET  /referrals                                                               A B M R
            GET  /referrals/export                                                        A B M R
            GET  /referrals/people                                                        A B M R
            GET  /evidence                                                                C
            POST /evidence/holds                                                          C
            POST /evidence/holds/{id:\\d{1,18}}                                           C
            POST /evidence/regulator                                                      C
            GET  /compliance/accounts                                                     C
            POST /compliance/accounts/{id:\\d{1,18}}                                      C
            GET  /audit                                                                   A C
            GET  /audit/export                                                            A C
            GET  /audit/{position}                                                        A C
            GET  /coverage                                                                A B M R
            GET  /coverage/live                                                           A B M R
            GET  /coverage/trend                                                          A B M R
            GET  /coverage/customers                                                      A B M R
            GET  /coverage/customers/export                                               A B M R
            GET  /coverage/export                                                         A B M R
            GET  /customers/{no}/tags                                                     A B M R
            POST /customers/{no}/tags                                                     A B M R
            POST /customers/{no}/tags/{link:\\d{1,18}}                                    A B M R
            GET  /tags                                                                    A M
            POST /tags/groups                                                             A M
            GET  /tags/groups/{id:\\d{1,18}}                                              A M
            POST /tags/groups/{id:\\d{1,18}}/tags                                         A M
            POST /tags/groups/{id:\\d{1,18}}/name                                         A M
            POST /tags/groups/{id:\\d{1,18}}/front                                        A M
            POST /tags/groups/{id:\\d{1,18}}/delete                                       A M
            POST /tags/{id:\\d{1,18}}/name                                                A M
            POST /tags/{id:\\d{1,18}}/front                                               A M
            POST /tags/{id:\\d{1,18}}/delete                                              A M
            GET  /tags/{id:\\d{1,18}}/rule                                                A M
            POST /tags/{id:\\d{1,18}}/rule                                                A M
            POST /tags/{id:\\d{1,18}}/rule/end                                            A M
            GET  /tags/wishes                                                             A M
            POST /tags/wishes/seen                                                        A M
            POST /tags/wishes/{id:\\d{1,18}}/withdraw                                     A M
            POST /tags/wishes/{id:\\d{1,18}}/retry                                        A M
            GET  /tags/bulk                                                               A M
            POST /tags/bulk/preview                                                       A M
            POST /tags/bulk                                                               A M

            GET  /segments                                                                A B M R
            GET  /segments/{id:\\d{1,5}}                                                  A B M R
            GET  /segments/{id:\\d{1,5}}/why                                              A B M R
            GET  /segments/{id:\\d{1,5}}/members.xlsx                                     A B M R
            GET  /segments/new                                                            A M
            GET  /segments/{id:\\d{1,5}}/edit                                             A M
            POST /segments/draft                                                          A M
            POST /segments/preview                                                        A M
            POST /segments/{id:\\d{1,5}}/retire                                           A M
            GET  /instructions                                                            A B M R
            GET  /instructions/new                                                        A M
            POST /instructions/new                                                        A M
            GET  /instructions/{id:\\d{1,18}}                                             A B M R
            POST /instructions/{id:\\d{1,18}}                                             A B M
            GET  /instructions/{id:\\d{1,18}}/news                                        A B M
            GET  /instructions/{id:\\d{1,18}}/export                                      A B M
            POST /instructions/{id:\\d{1,18}}/own                                         B M R
            POST /instructions/{id:\\d{1,18}}/feedback/{feedback:\\d{1,18}}               A M
            GET  /sop                                                                     A B M
            GET  /sop/choose                                                              A M
            GET  /sop/new                                                                 A M
            POST /sop/draft                                                               A M
            GET  /sop/fatigue                                                             A B M
            POST /sop/fatigue                                                             A
            POST /sop/fatigue/holidays                                                    A
            GET  /sop/{id:\\d{1,18}}                                                      A B M
            POST /sop/{id:\\d{1,18}}                                                      A M
            GET  /sop/{id:\\d{1,18}}/edit                                                 A M
            GET  /operations/inbox                                                        A O
            GET  /operations/inbox/state                                                  A O
            GET  /operations/inbox/{id}                                                   A O
            POST /operations/inbox/{id}/replay                                            A O
            POST /operations/inbox/{id}/close                                             A O
            GET  /operations/archive                                                      A O
            GET  /operations/archive/state                                                A O
            GET  /operations/sync                                                         A O
            GET  /operations/sync/progress                                                A O
            POST /operations/sync                                                         A O
            GET  /imports                                                                 A
            POST /imports                                                                 A
            GET  /imports/{id:\\d{1,18}}                                                   A
            GET  /imports/{id:\\d{1,18}}/rejected.csv                                      A
            GET  /admin/accounts                                                          A
            POST /admin/accounts                                                          A
            GET  /admin/accounts/_new                                                     A
            GET  /admin/accounts/{username}                                               A
            POST /admin/accounts/{username}                                               A
            POST /admin/accounts/{username}/password                                      A
            POST /admin/accounts/{username}/disable                                       A
            POST /admin/accounts/{username}/enable                                        A

            POST /api/v1/imports/{kind:institutions|staff|customers|assignments|bindings|holdings|attributes|interactions|referrals} imports
            POST /api/v1/imports/lexicon                                                  compliance
            # of whose imports, ImportApi decides
            GET  /api/v1/imports/{id:\\d{1,18}}                                            imports compliance
            GET  /api/v1/imports/{id:\\d{1,18}}/rejected.csv                               imports compliance
            POST /api/v1/lexicon/versions/{number:[0-9]{1,9}}/publish                     compliance
            POST /api/v1/compliance/check                                                 compliance
            POST /api/v1/compliance/check/{verdict}/go-on                                 compliance
            POST /api/v1/sales                                                            sales
            POST /api/v1/real-name/bindings                                               real-name
            DELETE /api/v1/real-name/consents                                             real-name
            GET  /api/v1/coverage                                                         reports
            GET  /api/v1/wecom/sync                                                       operations
            POST /api/v1/wecom/sync                                                       operations
            GET  /api/v1/wecom/inbox                                                      operations
            GET  /api/v1/wecom/inbox/dead-letters                                         operations
            GET  /api/v1/wecom/inbox/dead-letters/{id}                                    operations
            POST /api/v1/wecom/inbox/dead-letters/{id}/replay                             operations
            POST /api/v1/wecom/inbox/dead-letters/{id}/close                              operations
            """;

    @Autowired
    WebApplicationContext application;

    @Autowired
    @Qualifier("springSecurityFilterChain")
    Filter security;

    @LocalServerPort
    int port;

    @Test
    void areOpenToWhomTheListSaysAndToNobodyElse() throws Exception {
        Map<String, Set<String>> expected = expected();
        Map<String, Set<String>> found = new TreeMap<>();
        Map<String, String> tokens = tokens();
        for (String endpoint : endpoints()) {
            found.put(endpoint, callers(endpoint, tokens));
        }
        assertThat(found.keySet())
                .as("addresses and the list: whoever adds an address says there who may open it")
                .isEqualTo(expected.keySet());
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void doNotExistForAnybodyWhereNoRuleNamesThem() throws Exception {
        Map<String, String> tokens = tokens();
        for (String unknown :
                List.of("GET /nowhere", "POST /nowhere", "GET /api/v1/nowhere", "GET /api", "GET /actuator/env")) {
            assertThat(callers(unknown, tokens)).as(unknown).isEmpty();
        }
    }

    private Set<String> endpoints() {
        Set<String> endpoints = new TreeSet<>();
        for (RequestMappingHandlerMapping mapping :
                application.getBeansOfType(RequestMappingHandlerMapping.class).values()) {
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                Collection<String> methods =
                        info.getMethodsCondition().getMethods().isEmpty()
                                ? List.of("ANY")
                                : info.getMethodsCondition().getMethods().stream()
                                        .map(Enum::name)
                                        .toList();
                methods.forEach(
                        method -> info.getPatternValues().forEach(pattern -> endpoints.add(method + " " + pattern)));
            }
        }
        servletContext().getServletRegistrations().values().stream()
                .flatMap(servlet -> servlet.getMappings().stream())
                .filter(pattern -> !pattern.equals("/"))
                .forEach(pattern -> endpoints.add("ANY " + pattern));
        return endpoints;
    }

    private ServletContext servletContext() {
        return Objects.requireNonNull(application.getServletContext());
    }

    private Set<String> callers(String endpoint, Map<String, String> tokens) throws Exception {
        Set<String> callers = new TreeSet<>();
        if (reaches(endpoint, null, null)) {
            callers.add("anonymous");
        }
        for (Role role : Role.values()) {
            if (reaches(endpoint, role, null)) {
                callers.add(role.name());
            }
        }
        for (Map.Entry<String, String> token : tokens.entrySet()) {
            if (reaches(endpoint, null, token.getValue())) {
                callers.add(token.getKey());
            }
        }
        return callers;
    }

    private boolean reaches(String endpoint, @Nullable Role role, @Nullable String token) throws Exception {
        String[] parts = endpoint.split(" ", 2);
        String path = parts[1].replaceAll("\\{[^/]*}", "1").replaceAll("\\*+", "1");
        MockHttpServletRequest request = MockMvcRequestBuilders.request(
                        HttpMethod.valueOf(parts[0].equals("ANY") ? "GET" : parts[0]), path)
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .buildRequest(servletContext());
        request = SecurityMockMvcRequestPostProcessors.csrf().postProcessRequest(request);
        if (role != null) {
            SignedIn person = new SignedIn(1, "someone", "某人", role, 1L, 1L);
            Objects.requireNonNull(request.getSession())
                    .setAttribute(
                            HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                            new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                                    person, null, person.authorities())));
        }
        if (token != null) {
            request.addHeader("Authorization", "Bearer " + token);
        }
        AtomicBoolean reached = new AtomicBoolean();
        security.doFilter(request, new MockHttpServletResponse(), (in, out) -> reached.set(true));
        return reached.get();
    }

    private Map<String, String> tokens() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        Map<String, String> tokens = new LinkedHashMap<>();
        for (ApiScope scope : ApiScope.values()) {
            String client = scope.word().replace("-", "");
            tokens.put(
                    scope.word(),
                    TokenRequest.token(TokenRequest.of(client, scope.word()).send(http, port)));
        }
        return tokens;
    }

    private static Map<String, Set<String>> expected() {
        Map<String, Set<String>> expected = new TreeMap<>();
        WHO_MAY.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            String[] parts = line.split("\\s+", 3);
            expected.put(
                    parts[0] + " " + parts[1],
                    Arrays.stream(parts[2].split(" "))
                            .flatMap(EndpointsByRoleIT::names)
                            .collect(Collectors.toCollection(TreeSet::new)));
        });
        return expected;
    }

    private static Stream<String> names(String word) {
        List<String> names = new ArrayList<>();
        switch (word) {
            case "all" -> {
                names.add("anonymous");
                Arrays.stream(Role.values()).map(Role::name).forEach(names::add);
                Arrays.stream(ApiScope.values()).map(ApiScope::word).forEach(names::add);
            }
            case "-" -> {}
            case "signed-in" -> Arrays.stream(Role.values()).map(Role::name).forEach(names::add);
            default -> names.add(LETTERS.containsKey(word) ? LETTERS.get(word).name() : word);
        }
        return names.stream();
    }
}
