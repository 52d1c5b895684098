package org.consultflow.lifecycle.cockpit;

import java.util.List;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** Who may look, and who may act. */
class CockpitUserTest {

    private static final List<String> GROUPS = List.of("analyst");

    private final IdentityService identities = mock(IdentityService.class);
    private final AuthorizationService authorizations = mock(AuthorizationService.class);
    private final CockpitUser user = new CockpitUser(identities, authorizations);
    private final Authentication ada = new Authentication("ada", GROUPS);

    @Test
    void who_may_read_instances_may_look_and_not_act() {
        loggedIn();
        may(ProcessDefinitionPermissions.READ_INSTANCE);

        user.mayLook();

        assertThat(user.acts()).isFalse();
        assertThatThrownBy(user::mayAct).isInstanceOf(AuthorizationException.class);
    }

    @Test
    void who_may_retry_jobs_may_act_in_a_name_that_the_audit_takes() {
        loggedIn();
        may(ProcessDefinitionPermissions.RETRY_JOB);
        assertThat(user.mayAct()).isEqualTo("ops:ada");
    }

    @Test
    void who_may_nothing_sees_nothing_and_nobody_is_nobody() {
        assertThatThrownBy(user::mayLook).isInstanceOf(IllegalStateException.class);
        loggedIn();
        assertThatThrownBy(user::mayLook).isInstanceOf(AuthorizationException.class);
    }

    @Test
    void what_is_done_on_behalf_is_the_services_and_afterwards_the_user_is_back_whatever_happens() {
        loggedIn();
        assertThatThrownBy(() -> user.onBehalf(() -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        var order = inOrder(identities);
        order.verify(identities).clearAuthentication();
        order.verify(identities).setAuthentication(ada);
    }

    private void loggedIn() {
        when(identities.getCurrentAuthentication()).thenReturn(ada);
    }

    private void may(ProcessDefinitionPermissions permission) {
        when(authorizations.isUserAuthorized("ada", GROUPS, permission, Resources.PROCESS_DEFINITION, "consultation"))
                .thenReturn(true);
    }
}
