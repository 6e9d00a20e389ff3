//! Reading a blob of a container.

use super::literal::text;
use super::{Program, Sdk};

/// The program that saves the blob `name` as `file`.
#[must_use]
pub fn download(container: &str, name: &str, file: &str, sdk: Sdk) -> Program {
    let [container, name, file] = [container, name, file].map(text);
    match sdk {
        Sdk::Legacy => Program {
            package: "azure-storage 0.20",
            text: Some(format!(
                "from azure.storage.blob import BlobService\n\n\
                 blob_service = BlobService(account_name='myaccount', account_key='mykey')\n\
                 blob_service.get_blob_to_path(\n    {container}, {name}, {file})\n"
            )),
        },
        Sdk::Today => Program {
            package: "azure-storage-blob 12",
            text: Some(format!(
                "from azure.storage.blob import ContainerClient\n\n\
                 container = ContainerClient.from_connection_string(\n    '<connection string>', {container})\n\
                 with open({file}, 'wb') as file:\n    container.download_blob({name}).readinto(file)\n"
            )),
        },
    }
}
