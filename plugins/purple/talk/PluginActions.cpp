// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PluginActions.h"

#include "Wording.h"

#include <QRegularExpression>

#include <algorithm>
#include <memory>
#include <vector>

namespace spectrum::purple
{

namespace
{

constexpr size_t maximumActions = 100;

struct Destroyer {
    void operator()(PurplePluginAction *action) const { purple_plugin_action_free(action); }
};
using Action = std::unique_ptr<PurplePluginAction, Destroyer>;

// The plugin makes a new list each time; empty places in it separate groups.
std::vector<Action> actionsOf(PurpleConnection *connection)
{
    std::vector<Action> actions;
    PurplePlugin *plugin = connection ? purple_connection_get_prpl(connection) : nullptr;
    if (!plugin || !PURPLE_PLUGIN_HAS_ACTIONS(plugin))
        return actions;
    GList *list = PURPLE_PLUGIN_ACTIONS(plugin, connection);
    for (const GList *item = list; item; item = item->next) {
        auto *action = static_cast<PurplePluginAction *>(item->data);
        if (!action)
            continue;
        action->plugin = plugin;
        action->context = connection;
        actions.emplace_back(action);
    }
    g_list_free(list);
    if (actions.size() > maximumActions)
        actions.resize(maximumActions);
    return actions;
}

QString titleOf(const Action &action)
{
    return labelText(action->label);
}

// By its title rather than its place: the plugin may have others next time.
QString idOf(const QString &title)
{
    static const QRegularExpression others(QStringLiteral("[^a-z0-9]+"));
    QString id = title.toLower();
    id.replace(others, QStringLiteral("-"));
    return id.startsWith(u'-') ? id.mid(1) : id;
}

} // namespace

void PluginActions::offer()
{
    QList<NetworkAction> offered;
    const auto isTaken = [&offered](const QString &id) {
        return std::any_of(offered.cbegin(), offered.cend(),
                           [&id](const NetworkAction &other) { return other.id == id; });
    };
    for (const Action &action : actionsOf(purple_account_get_connection(m_account))) {
        const QString id = idOf(titleOf(action));
        const bool isGood = !id.isEmpty() && !isTaken(id);
        offered.append({.id = isGood ? id : QStringLiteral("action.%1").arg(offered.size() + 1),
                        .title = titleOf(action)});
    }
    if (offered == m_offered)
        return;
    m_offered = offered;
    m_sink.handleEvent(ActionsOffered{offered});
}

void PluginActions::run(const RunAction &order)
{
    PurpleConnection *connection = purple_account_get_connection(m_account);
    const auto finish = [this, &order](std::optional<Error> error) {
        m_sink.handleEvent(RequestFinished{order.request, std::move(error)});
    };
    if (!connection || !PURPLE_CONNECTION_IS_CONNECTED(connection))
        return finish(Error{ErrorKind::NotConnected});
    for (const NetworkAction &offered : std::as_const(m_offered)) {
        if (offered.id != order.id)
            continue;
        for (const Action &action : actionsOf(connection)) {
            if (titleOf(action) != offered.title || !action->callback)
                continue;
            action->callback(action.get());
            return finish({});
        }
    }
    finish(Error{ErrorKind::NotFound, QStringLiteral("The network does not offer this any more.")});
}

} // namespace spectrum::purple
