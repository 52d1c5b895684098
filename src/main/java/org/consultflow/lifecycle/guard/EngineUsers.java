package org.consultflow.lifecycle.guard;

import java.util.List;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * HTTP Basic with the engine's own users; their groups are their authorities. The engine counts failed attempts and locks a
 * user after {@code loginMaxAttempts}.
 */
@Component
class EngineUsers implements AuthenticationProvider {

    private final ObjectProvider<IdentityService> identities;

    EngineUsers(ObjectProvider<IdentityService> identities) {
        this.identities = identities;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        IdentityService service = identities.getObject();
        String user = attempt.getName();
        if (!service.checkPassword(user, String.valueOf(attempt.getCredentials()))) {
            throw new BadCredentialsException("unknown user, wrong password, or too many attempts");
        }
        List<GrantedAuthority> groups = service.createGroupQuery().groupMember(user).unlimitedList().stream()
                .map(Group::getId)
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(user, null, groups);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
