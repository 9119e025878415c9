#pragma once

#include <QObject>
#include <functional>

namespace doorstep::platform {

/// What the freedesktop Secret Service says of its default collection. QtKeychain answers "entry
/// not found" both for a locked collection and for a missing one, so this is asked as well.
/// Source: Secret Service API 0.2, org.freedesktop.Secret.Service.ReadAlias and
/// org.freedesktop.Secret.Collection.Locked.
enum class CollectionState { Open, Locked, NoCollection, NoService };

/// Replies later on the calling thread, unless `context` is gone by then.
void askCollectionState(QObject* context, std::function<void(CollectionState)> reply);

} // namespace doorstep::platform
