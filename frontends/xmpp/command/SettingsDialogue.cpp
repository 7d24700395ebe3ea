// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "SettingsDialogue.h"

#include "../ErrorMap.h"
#include "Asking.h"

#include <QPromise>

namespace spectrum::xmpp
{

namespace
{

const QString title = QStringLiteral("Settings");

using Kept = QMap<QString, QString>;

DialoguePage pageOf(const SettingRegistry &registry, const Kept &kept)
{
    DialoguePage page{.title = title,
                      .text = QStringLiteral("These settings are yours alone and apply at once.")};
    for (const UserSetting &setting : registry.settings()) {
        Field field = setting.field;
        field.defaultValue = kept.value(field.key, setting.standard());
        page.fields.append(field);
    }
    return page;
}

// Saves one change after the other, so that the first that fails is the last.
class SettingChange final : public std::enable_shared_from_this<SettingChange>
{
public:
    SettingChange(Service &service, const SettingRegistry &registry, UserId user)
        : m_service(service), m_registry(registry), m_user(std::move(user))
    {
    }

    QFuture<DialoguePage> save(const Kept &kept, const Dialogue::Answers &answers)
    {
        for (const UserSetting &setting : m_registry.settings()) {
            const auto answer = answers.constFind(setting.field.key);
            if (answer != answers.cend() && *answer != kept.value(setting.field.key, setting.standard()))
                m_changes.push_back({&setting, *answer});
        }
        m_promise.start();
        const QFuture<DialoguePage> future = m_promise.future();
        checkAccount();
        return future;
    }

private:
    // It may be gone since the form was opened.
    void checkAccount()
    {
        if (m_service.isServer()) {
            saveNext();
            return;
        }
        m_service.host.findAccount(m_user).then(
            &m_service.context,
            [self = shared_from_this()](const Result<std::optional<AccountSummary>> &found) {
                if (found && !*found)
                    self->finish(asking::failed(title, registrationRequired().text));
                else
                    self->saveNext();
            });
    }

    void saveNext()
    {
        if (m_saved == m_changes.size()) {
            finish(asking::done(title, m_changes.empty() ? QStringLiteral("Nothing was changed.")
                                                         : QStringLiteral("Your settings were saved.")));
            return;
        }
        const auto &[setting, value] = m_changes[m_saved];
        m_service.host.saveSetting(m_user, setting->field.key, value)
            .then(&m_service.context, [self = shared_from_this()](const Result<void> &saved) {
                if (saved)
                    self->heed();
                else
                    self->finish(asking::failed(title, toStanzaError(saved.error()).text));
            });
    }

    void heed()
    {
        const auto &[setting, value] = m_changes[m_saved++];
        if (setting->changed)
            setting->changed(m_user, value);
        saveNext();
    }

    void finish(const DialoguePage &page)
    {
        m_promise.addResult(page);
        m_promise.finish();
    }

    Service &m_service;
    const SettingRegistry &m_registry;
    UserId m_user;
    std::vector<std::pair<const UserSetting *, QString>> m_changes;
    size_t m_saved = 0;
    QPromise<DialoguePage> m_promise;
};

} // namespace

DialogueKind settingsDialogue(Service &service, const SettingRegistry &registry)
{
    const auto create = [&service, &registry](const UserId &user) {
        const auto kept = std::make_shared<Kept>();
        return asking::dialogue(
            [&service, &registry, user, kept] {
                return service.host.findSettings(user).then(
                    &service.context, [&registry, kept](const Result<Kept> &found) {
                        if (!found)
                            return asking::failed(title, toStanzaError(found.error()).text);
                        *kept = *found;
                        return pageOf(registry, *kept);
                    });
            },
            [&service, &registry, user, kept](const Dialogue::Answers &answers) {
                return std::make_shared<SettingChange>(service, registry, user)->save(*kept, answers);
            });
    };
    return {.name = QStringLiteral("settings"),
            .title = QStringLiteral("Change your settings"),
            .audience = DialogueKind::Audience::Registered,
            .create = create};
}

} // namespace spectrum::xmpp
