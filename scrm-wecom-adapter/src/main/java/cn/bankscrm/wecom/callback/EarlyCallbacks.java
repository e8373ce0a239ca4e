package cn.bankscrm.wecom.callback;

import cn.bankscrm.wecom.inbox.DurableInbox;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/**
 * Opens the door to WeCom's callbacks while the rest of the platform is still being put together: WeCom tries four
 * times within some fifteen seconds, and a callback needs nothing but the inbox. By the time the web server is made the
 * callback servlet stands, with the inbox and the database behind it; so the server is started then. A callback always
 * goes straight to its servlet, past filters that are for people: at first they are not ready, and later they would
 * cost it more than all the rest. Whoever else comes before everything stands is kept at the front door.
 */
final class EarlyCallbacks implements Filter, BeanFactoryInitializer<ListableBeanFactory> {

    private final CallbackServlet servlet;
    private final DurableInbox inbox;
    private final ApplicationContext context;

    EarlyCallbacks(CallbackServlet servlet, DurableInbox inbox, ApplicationContext context) {
        this.servlet = servlet;
        this.inbox = inbox;
        this.context = context;
    }

    /** Called when the web server has been made and before all other beans are. */
    @Override
    public void initialize(ListableBeanFactory beans) {
        if (context instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            inbox.start();
            web.getWebServer().start();
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (CallbackConfiguration.PATH.equals(((HttpServletRequest) request).getServletPath())) {
            servlet.service(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
