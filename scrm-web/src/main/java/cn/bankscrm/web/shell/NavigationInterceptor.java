package cn.bankscrm.web.shell;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Remembers the section of the page that is about to be shown. */
final class NavigationInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            Navigation navigation = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Navigation.class);
            if (navigation == null) {
                navigation = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Navigation.class);
            }
            if (navigation != null) {
                request.setAttribute(Shell.SECTION, navigation.value());
            }
        }
        return true;
    }
}
