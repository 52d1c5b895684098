package org.consultflow.lifecycle.cockpit;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.consultflow.lifecycle.ConsultationVariables;
import org.springframework.stereotype.Component;

/**
 * Who is logged in to Cockpit, and what the engine lets them do: who may read instances of the process {@code consultation}
 * may look, who may retry its jobs may act.
 */
@Component
class CockpitUser {

    private static final Permission LOOK = ProcessDefinitionPermissions.READ_INSTANCE;
    private static final Permission ACT = ProcessDefinitionPermissions.RETRY_JOB;

    private final IdentityService identities;
    private final AuthorizationService authorizations;

    CockpitUser(IdentityService identities, AuthorizationService authorizations) {
        this.identities = identities;
        this.authorizations = authorizations;
    }

    /** @throws AuthorizationException if the user may not */
    void mayLook() {
        require(LOOK);
    }

    /**
     * @return the audit's word for the user
     * @throws AuthorizationException if the user may not
     */
    String mayAct() {
        return "ops:" + require(ACT);
    }

    /** Does what the user may as the service itself: the parts of it ask for no permission of their own. */
    void onBehalf(Runnable act) {
        Authentication user = current();
        identities.clearAuthentication();
        try {
            act.run();
        } finally {
            identities.setAuthentication(user);
        }
    }

    /** Whether the user may act. */
    boolean acts() {
        return may(current(), ACT);
    }

    private String require(Permission permission) {
        Authentication user = current();
        if (!may(user, permission)) {
            throw new AuthorizationException(
                    user.getUserId(),
                    permission.getName(),
                    Resources.PROCESS_DEFINITION.resourceName(),
                    ConsultationVariables.PROCESS);
        }
        return user.getUserId();
    }

    private boolean may(Authentication user, Permission permission) {
        return authorizations.isUserAuthorized(
                user.getUserId(),
                user.getGroupIds(),
                permission,
                Resources.PROCESS_DEFINITION,
                ConsultationVariables.PROCESS);
    }

    /** Without a user the engine would ask for no authorization at all. */
    private Authentication current() {
        Authentication user = identities.getCurrentAuthentication();
        if (user == null) {
            throw new IllegalStateException("nobody is logged in to Cockpit");
        }
        return user;
    }
}
