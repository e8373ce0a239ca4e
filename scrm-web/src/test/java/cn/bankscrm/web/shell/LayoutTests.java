package cn.bankscrm.web.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;

import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Controller;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@WebMvcTest(LayoutTests.SomePage.class)
@ContextConfiguration(
        classes = {LayoutTests.SomePage.class, ShellConfiguration.class, ShellAdvice.class, Figures.class})
@Import(LayoutTests.Time.class)
class LayoutTests {

    @Autowired
    private MockMvcTester pages;

    @Test
    void lightsTheSectionOfThePageAndShowsOnlyWhatTheRoleHas() {
        String page = body(Role.OPERATIONS, "/some-page");

        assertThat(page).contains("企业微信").doesNotContain("href=\"/coverage\"").doesNotContain("href=\"/imports\"");
        assertThat(page).containsPattern("href=\"/operations/inbox\"\\s+aria-current=\"page\"");
    }

    @Test
    void offersTheCustomerSearchOnlyToThoseWhoSeeCustomers() {
        assertThat(body(Role.OPERATIONS, "/some-page")).doesNotContain("id=\"top-search\"");
        assertThat(body(Role.BRANCH_MANAGER, "/some-page")).contains("id=\"top-search\"");
    }

    @Test
    void speaksChineseUnlessAskedOtherwise() {
        assertThat(body(Role.OPERATIONS, "/some-page"))
                .contains("lang=\"zh-CN\"")
                .contains("退出登录");
        assertThat(body(Role.OPERATIONS, "/some-page?lang=en")).contains("Sign out");
        assertThat(body(Role.OPERATIONS, "/some-page?lang=fr")).contains("退出登录");
    }

    @Test
    void showsWhatJustHappened() {
        assertThat(body(Role.OPERATIONS, "/some-page"))
                .contains("role=\"status\"")
                .contains("没有找到");
    }

    @Test
    void holdsNoInlineScriptOrStyle() {
        assertThat(body(Role.ADMINISTRATOR, "/some-page"))
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContainPattern("\\s(style|on[a-z]+)=");
    }

    private static Authentication as(Role role) {
        SignedIn person = new SignedIn(1, "chen", "陈敏", role, 1L, 1L);
        return UsernamePasswordAuthenticationToken.authenticated(
                person, null, List.of(new SimpleGrantedAuthority(role.authority())));
    }

    private String body(Role role, String path) {
        MvcTestResult answer =
                pages.get().uri(path).with(authentication(as(role))).exchange();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    @Navigation(Section.OPERATIONS)
    @Controller
    static class SomePage {

        @GetMapping("/some-page")
        String page(Model model) {
            model.addAttribute(Notice.ATTRIBUTE, Notice.done("error.404.title"));
            return "error/404";
        }
    }

    @TestConfiguration
    static class Time {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }
}
