package org.consultflow.lifecycle.guard;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Tenant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells the engine who asks, so that its authorizations hold, and lets it forget afterwards: the thread is reused. */
class EngineIdentity extends OncePerRequestFilter {

    private final ObjectProvider<IdentityService> identities;

    EngineIdentity(ObjectProvider<IdentityService> identities) {
        this.identities = identities;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        if (user == null || !user.isAuthenticated()) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        IdentityService service = identities.getObject();
        List<String> groups = user.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .toList();
        List<String> tenants =
                service
                        .createTenantQuery()
                        .userMember(user.getName())
                        .includingGroupsOfUser(true)
                        .unlimitedList()
                        .stream()
                        .map(Tenant::getId)
                        .toList();
        try {
            service.setAuthentication(user.getName(), groups, tenants);
            chain.doFilter(request, response);
        } finally {
            service.clearAuthentication();
        }
    }
}
