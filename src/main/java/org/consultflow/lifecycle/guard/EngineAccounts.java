package org.consultflow.lifecycle.guard;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.consultflow.lifecycle.CheckProviderVariables;
import org.consultflow.lifecycle.PatientReplyVariables;
import org.consultflow.lifecycle.PhoneCallVariables;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Makes the configured administrator when the engine starts, so that the first visitor of Cockpit does not become one, and
 * groups for the people who work with it. A group that exists is left as it is: its authorizations are Admin's to change.
 */
@Component
class EngineAccounts extends AbstractProcessEnginePlugin {

    private final String adminUser;
    private final String adminPassword;

    EngineAccounts(
            @Value("${consultflow.admin-user}") String adminUser,
            @Value("${consultflow.admin-password}") String adminPassword) {
        this.adminUser = adminUser;
        this.adminPassword = adminPassword;
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        if (adminUser.isBlank() || adminPassword.isBlank()) {
            throw new IllegalStateException("CONSULTFLOW_ADMIN_USER and CONSULTFLOW_ADMIN_PASSWORD have to be set");
        }
        makeGroups(engine);
        makeAdministrator(engine.getIdentityService());
    }

    private static void makeGroups(ProcessEngine engine) {
        Granting admins = new Granting(engine, Groups.CAMUNDA_ADMIN);
        if (admins.isNew("Administrators", Groups.GROUP_TYPE_SYSTEM)) {
            for (Resource resource : Resources.values()) {
                admins.may(resource, Authorization.ANY, Permissions.ALL);
            }
        }
        Granting analysts = new Granting(engine, "analyst");
        if (analysts.isNew("Business analysts", Groups.GROUP_TYPE_WORKFLOW)) {
            analysts.may(Resources.APPLICATION, "cockpit", Permissions.ACCESS);
            analysts.may(Resources.DEPLOYMENT, Authorization.ANY, Permissions.CREATE, Permissions.READ);
            analysts.mayLook();
        }
        Granting ops = new Granting(engine, "ops");
        if (ops.isNew("Operations", Groups.GROUP_TYPE_WORKFLOW)) {
            ops.may(Resources.APPLICATION, "cockpit", Permissions.ACCESS);
            ops.may(Resources.DEPLOYMENT, Authorization.ANY, Permissions.READ);
            ops.mayLook(ProcessDefinitionPermissions.RETRY_JOB, ProcessDefinitionPermissions.SUSPEND_INSTANCE);
        }
        ops.mayWorkOn("Providers to check", CheckProviderVariables.PROCESS);
        Granting reception = new Granting(engine, "reception");
        reception.isNew("Reception", Groups.GROUP_TYPE_WORKFLOW);
        reception.mayWorkOn("People to phone", PhoneCallVariables.PROCESS);
        reception.mayWorkOn("Patients to answer", PatientReplyVariables.PROCESS);
    }

    private void makeAdministrator(IdentityService identities) {
        User user = identities.createUserQuery().userId(adminUser).singleResult();
        if (user == null) {
            user = identities.newUser(adminUser);
            user.setFirstName("ConsultFlow");
            user.setLastName("Administrator");
            save(user, identities);
        } else {
            // who can restart the service gets in again, whatever others tried meanwhile
            identities.unlockUser(adminUser);
            if (!identities.checkPassword(adminUser, adminPassword)) {
                // the wrong attempt was counted: the user is another revision now
                save(identities.createUserQuery().userId(adminUser).singleResult(), identities);
                identities.unlockUser(adminUser);
            }
        }
        if (identities
                        .createGroupQuery()
                        .groupMember(adminUser)
                        .groupId(Groups.CAMUNDA_ADMIN)
                        .count()
                == 0) {
            identities.createMembership(adminUser, Groups.CAMUNDA_ADMIN);
        }
    }

    private void save(User user, IdentityService identities) {
        if (!identities.checkPasswordAgainstPolicy(adminPassword, user).isValid()) {
            throw new IllegalStateException(
                    "CONSULTFLOW_ADMIN_PASSWORD is too weak: it needs 10 characters with a capital,"
                            + " a small letter, a digit and a special character, and must not contain the user's name");
        }
        user.setPassword(adminPassword);
        identities.saveUser(user);
    }

    /** What a group may do. */
    private record Granting(ProcessEngine engine, String group) {

        boolean isNew(String name, String type) {
            IdentityService identities = engine.getIdentityService();
            if (identities.createGroupQuery().groupId(group).count() > 0) {
                return false;
            }
            var made = identities.newGroup(group);
            made.setName(name);
            made.setType(type);
            identities.saveGroup(made);
            return true;
        }

        void may(Resource resource, String id, Permission... permissions) {
            AuthorizationService authorizations = engine.getAuthorizationService();
            Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            grant.setGroupId(group);
            grant.setResource(resource);
            grant.setResourceId(id);
            grant.setPermissions(permissions);
            authorizations.saveAuthorization(grant);
        }

        /**
         * The user tasks of a process, with a list of them in Tasklist, which shows no task without one. Also for a group that
         * was made before there was such a process; a list that exists is left as it is, with what was granted for it.
         */
        void mayWorkOn(String list, String process) {
            if (engine.getFilterService().createFilterQuery().filterName(list).count() > 0) {
                return;
            }
            Filter filter = engine.getFilterService().newTaskFilter(list);
            filter.setQuery(engine.getTaskService()
                    .createTaskQuery()
                    .processDefinitionKey(process)
                    .orderByDueDate()
                    .asc());
            filter.setProperties(Map.of("refresh", true));
            engine.getFilterService().saveFilter(filter);
            may(Resources.FILTER, filter.getId(), Permissions.READ);
            may(
                    Resources.PROCESS_DEFINITION,
                    process,
                    Permissions.READ,
                    ProcessDefinitionPermissions.READ_HISTORY,
                    ProcessDefinitionPermissions.READ_TASK,
                    ProcessDefinitionPermissions.TASK_WORK,
                    ProcessDefinitionPermissions.UPDATE_TASK);
            boolean opensTasklist = engine.getAuthorizationService()
                            .createAuthorizationQuery()
                            .groupIdIn(group)
                            .resourceType(Resources.APPLICATION)
                            .resourceId("tasklist")
                            .count()
                    > 0;
            if (!opensTasklist) {
                may(Resources.APPLICATION, "tasklist", Permissions.ACCESS);
            }
        }

        void mayLook(Permission... besides) {
            may(Resources.DECISION_DEFINITION, Authorization.ANY, Permissions.READ, Permissions.READ_HISTORY);
            may(Resources.DECISION_REQUIREMENTS_DEFINITION, Authorization.ANY, Permissions.READ);
            may(
                    Resources.PROCESS_DEFINITION,
                    Authorization.ANY,
                    Stream.concat(
                                    Stream.of(
                                            Permissions.READ,
                                            ProcessDefinitionPermissions.READ_INSTANCE,
                                            ProcessDefinitionPermissions.READ_HISTORY),
                                    Arrays.stream(besides))
                            .toArray(Permission[]::new));
        }
    }
}
