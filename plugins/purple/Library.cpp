// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Library.h"

#include "CertificateCheck.h"
#include "DebugLog.h"
#include "EventLoop.h"
#include "LogCategories.h"
#include "Lookups.h"
#include "UiOperations.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <csignal>
#include <dlfcn.h>

namespace spectrum::purple
{

namespace
{

constexpr char interfaceName[] = "spectrum2";

// Of this process alone. systemd may name several folders.
QString privateFolder()
{
    const QString runtime = qEnvironmentVariable("RUNTIME_DIRECTORY").section(u':', 0, 0);
    const QString parent = runtime.isEmpty() ? QDir::tempPath() : runtime;
    static QTemporaryDir folder(parent + QStringLiteral("/spectrum2-purple-XXXXXX"));
    return folder.isValid() ? folder.path() : QString();
}

void setPreferences()
{
    for (const char *name : {"/purple/logging/log_ims", "/purple/logging/log_chats",
                             "/purple/logging/log_system", "/purple/away/away_when_idle"})
        purple_prefs_set_bool(name, FALSE);
    purple_prefs_set_bool("/purple/conversations/im/send_typing", TRUE);
    purple_prefs_set_string("/purple/away/auto_reply", "never");
    purple_prefs_set_string("/purple/away/idle_reporting", "none");
}

void setOperations()
{
    purple_debug_set_enabled(FALSE);
    purple_debug_set_unsafe(FALSE);
    purple_debug_set_ui_ops(DebugLog::operations());
    purple_eventloop_set_ui_ops(EventLoop::operations());
    purple_dnsquery_set_ui_ops(Lookups::addresses());
    purple_srv_txt_query_set_ui_ops(Lookups::services());
    purple_core_set_ui_ops(UiOperations::core());
}

// Protocol plugins are not linked with libpurple: they expect a program that is. A module's libraries are
// known to the module alone, unless they are asked for.
bool shareLibrary()
{
    Dl_info library{};
    return ::dladdr(reinterpret_cast<const void *>(&purple_core_init), &library) != 0 &&
           ::dlopen(library.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_GLOBAL) != nullptr;
}

Result<void> startOnce(const Settings &settings)
{
    const QString folder = privateFolder();
    if (folder.isEmpty())
        return Error{ErrorKind::StorageFailed, QStringLiteral("The network cannot be reached at the moment."),
                     QStringLiteral("no private folder for libpurple below TMPDIR or RUNTIME_DIRECTORY")};
    if (!shareLibrary())
        return Error{ErrorKind::Internal, QStringLiteral("The network cannot be reached at the moment."),
                     QStringLiteral("libpurple cannot be shared with its plugins")};
    // A closed socket is an error that is handled where it is written to, and nobody is there for D-Bus.
    std::signal(SIGPIPE, SIG_IGN);
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    // Nor does anybody speak or film here: looking for what GStreamer could do with it takes seconds.
    qputenv("GST_PLUGIN_SYSTEM_PATH_1_0", "");
    qputenv("GST_REGISTRY_DISABLE", "yes");
    qputenv("GST_REGISTRY_FORK", "no");
    DebugLog::takeGlib();
    purple_util_set_user_dir(QFile::encodeName(folder).constData());
    setOperations();
    for (const QByteArray &plugins :
         {qgetenv("SPECTRUM_PURPLE_PLUGINS"),
          QFile::encodeName(settings.text(QStringLiteral("purple.plugins_dir")))}) {
        if (!plugins.isEmpty())
            purple_plugins_add_search_path(plugins.constData());
    }
    const QString authorities = settings.text(QStringLiteral("purple.cacerts_dir"));
    if (!authorities.isEmpty())
        purple_certificate_add_ca_search_path(QFile::encodeName(authorities).constData());
    if (!purple_core_init(interfaceName))
        return Error{ErrorKind::Internal, QStringLiteral("The network cannot be reached at the moment."),
                     QStringLiteral("libpurple did not start")};
    purple_set_blist(purple_blist_new());
    CertificateCheck::install();
    purple_buddy_icons_set_caching(FALSE);
    setPreferences();
    UiOperations::connectSignals();
    qCInfo(lcPurple) << "libpurple" << purple_core_get_version() << "runs";
    return {};
}

} // namespace

Result<void> Library::start(const Settings &settings)
{
    static const Result<void> result = startOnce(settings);
    return result;
}

Result<PurplePlugin *> Library::protocol(const QString &id)
{
    if (PurplePlugin *plugin = purple_find_prpl(id.toUtf8().constData()))
        return plugin;
    return Error{ErrorKind::Unsupported,
                 QStringLiteral("libpurple has no protocol plugin %1 here.").arg(logSafe(id, 60))};
}

} // namespace spectrum::purple
