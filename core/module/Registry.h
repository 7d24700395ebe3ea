// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Knows every module file that was found, what became of it, and hands out the loaded ones.
#pragma once

#include "module/Manifest.h"
#include "module/Probe.h"

#include <spectrum/FrontendModule.h>
#include <spectrum/NetworkModule.h>

#include <QStringList>

#include <vector>

namespace spectrum::core
{

class Registry
{
public:
    enum class State : quint8 { Found, Refused, Loaded, Running, Failed };
    struct Entry {
        QString path = {};
        State state = State::Found;
        // Of Refused and Failed: one sentence.
        QString reason = {};
        // Complete unless Refused.
        Manifest manifest = {};
        QObject *object = nullptr;
    };

    explicit Registry(Probe probe = {});

    // Where modules are when host.module_path does not say: relative to the executable.
    [[nodiscard]] static QStringList defaultFolders();
    // Reads the manifests in FOLDER/frontends and FOLDER/networks. Runs no code of any module.
    void scan(const QStringList &folders);

    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }
    // nullptr when there is none that was not refused.
    [[nodiscard]] const Entry *find(Manifest::Kind kind, const QString &id) const;
    // The sentences of all that were refused, "path: reason".
    [[nodiscard]] QStringList refusals() const;

    // Loads it at the first call. The error's userText is one sentence that names the module.
    [[nodiscard]] Result<FrontendModule *> frontend(const QString &id);
    [[nodiscard]] Result<NetworkModule *> network(const QString &id);

    // For what is wrong with a module besides its file. Only before it is loaded.
    void refuse(Manifest::Kind kind, const QString &id, const QString &reason);
    void setRunning(Manifest::Kind kind, const QString &id);
    void setFailed(Manifest::Kind kind, const QString &id, const QString &reason);

private:
    void scanFolder(const QString &folder, Manifest::Kind kind);
    void consider(const QString &path, Manifest::Kind kind);
    [[nodiscard]] Entry *entry(Manifest::Kind kind, const QString &id);
    [[nodiscard]] Result<QObject *> load(Manifest::Kind kind, const QString &id);

    Probe m_probe;
    std::vector<Entry> m_entries;
};

} // namespace spectrum::core
